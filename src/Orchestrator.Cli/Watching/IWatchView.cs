using Orchestrator.V1;

namespace Orchestrator.Cli.Watching;

/// <summary>Shows how an activation gets on: as lines, as JSON, or as a table that redraws itself.</summary>
internal interface IWatchView
{
    /// <summary>
    /// How often to read the steps anew where something happened; null for a view that shows only events.
    /// </summary>
    TimeSpan? RefreshInterval { get; }

    /// <summary>The activation with its steps, as it is now.</summary>
    void Show(Activation activation);

    /// <summary>What the feed brought.</summary>
    void Show(FeedItem item);

    /// <summary>A refresh interval has passed.</summary>
    void Tick();
}
