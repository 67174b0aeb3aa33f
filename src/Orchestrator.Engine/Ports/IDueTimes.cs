using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// Open activations with due times, as the journal's commits keep them. Where the database cannot be reached, every
/// method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IDueTimes
{
    /// <summary>Activations that are due in a span, the earliest first.</summary>
    /// <param name="workflow">Only those of this version; null for all.</param>
    /// <param name="after">Later than this.</param>
    /// <param name="until">And up to this.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<long>> FindAsync(
        WorkflowId? workflow,
        DateTimeOffset after,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellation);
}
