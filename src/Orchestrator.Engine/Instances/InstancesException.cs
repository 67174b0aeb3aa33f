namespace Orchestrator.Engine.Instances;

/// <summary>The configured adapter instances cannot be used.</summary>
/// <param name="problems">All that is wrong, a line each, with the place.</param>
public sealed class InstancesException(IReadOnlyList<string> problems)
    : Exception("The adapter instances cannot be used:\n" + string.Join('\n', problems.Select(one => "  " + one)))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
