using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>
/// Where the transitions of an activation stand in a timeline: at their times, but never after the one after them, for
/// clocks differ between nodes, and go back. None stands after the last one, and, the oldest first, none before the
/// activation's id says that it began: so a history need not be read to know what is not in it.
/// </summary>
internal static class TimelinePlaces
{
    /// <summary>By how much an id may be ahead of its activation's events before an entry is missed at the end of a page.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    public static DateTimeOffset[] Of(ActivationHistory history, bool oldestFirst)
    {
        var places = history.Transitions.Select(static one => one.Time).ToArray();
        for (var index = places.Length - 2; index >= 0; index--)
            places[index] = places[index] > places[index + 1] ? places[index + 1] : places[index];
        var least = oldestFirst ? ActivationId.Time(history.Activation) : DateTimeOffset.MinValue;
        for (var index = 0; index < places.Length; index++)
            places[index] = places[index] < least ? least : places[index];
        return places;
    }
}
