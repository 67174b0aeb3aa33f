using System.Collections.Immutable;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>A connection of a flowchart.</summary>
/// <param name="Index">Its place in the definition's list.</param>
/// <param name="Source">From here,</param>
/// <param name="Port">on this outcome; null: on the default one.</param>
/// <param name="Target">to there.</param>
/// <param name="IsBackward">Whether it closes a loop, seen from the start.</param>
public sealed record Connection(int Index, Activity Source, string? Port, Activity Target, bool IsBackward);

/// <summary>
/// Elsa.Flowchart, counter-based: an activity runs when each forward connection into it was visited once more than the
/// activity itself, and one of them was followed; it is passed over when none was. Backward connections run their
/// target whenever followed.
/// </summary>
public sealed class Flowchart(
    ActivityHeader header, ImmutableArray<Activity> activities, ImmutableArray<Connection> connections, Activity? start)
    : Activity(header)
{
    private readonly ILookup<Activity, Connection> _from = connections.ToLookup(connection => connection.Source);
    private readonly ILookup<Activity, Connection> _into = connections
        .Where(connection => !connection.IsBackward)
        .ToLookup(connection => connection.Target);

    public override ImmutableArray<Activity> Children => activities;

    public ImmutableArray<Connection> Connections => connections;

    /// <summary>Where it begins; null for an empty one.</summary>
    public Activity? Start => start;

    /// <summary>The connections that leave an activity.</summary>
    public IEnumerable<Connection> From(Activity activity) => _from[activity];

    internal override void Run(Burst burst, Turn turn)
    {
        if (start is null)
            burst.End(this, turn.Parent);
        else
            burst.Schedule(start, burst.Open(this, turn.Parent));
    }

    internal override bool Handles(Activity child, string outcome) =>
        _from[child].Any(connection => connection.Port == outcome);

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        var next = new FlowchartStep(burst, frame, _from, _into);
        next.Leave(child.Activity, connection => Follows(connection, child.Outcome));
        next.Run();
        if (frame.IsIdle)
            burst.Close(frame);
    }

    private static bool Follows(Connection connection, string? outcome) =>
        outcome is null ? connection.Port is null or "Done" : connection.Port == outcome;
}
