using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>
/// Where the transitions of an activation stand in a timeline: at their times, but never before the one before them, for
/// clocks differ between nodes, and go back. The oldest first none stands before the activation's id says that it began;
/// the newest first none after its last one: so a history need not be read to know what is not in it.
/// </summary>
internal static class TimelinePlaces
{
    /// <summary>By how much a clock may have gone back before an entry is missed at the end of a page.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    public static DateTimeOffset[] Of(ActivationHistory history, bool oldestFirst)
    {
        var places = history.Transitions.Select(static one => one.Time).ToArray();
        if (oldestFirst)
        {
            var least = ActivationId.Time(history.Activation);
            for (var index = 0; index < places.Length; index++)
                least = places[index] = places[index] < least ? least : places[index];
        }
        else
        {
            for (var index = places.Length - 2; index >= 0; index--)
                places[index] = places[index] > places[index + 1] ? places[index + 1] : places[index];
        }

        return places;
    }
}
