using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>The ways through a switch.</summary>
internal sealed class SwitchWays(WayWalk walk, IReadOnlySet<Guard> known)
{
    public Ways Walk(Switch choice, WayPlace place, Ways before) =>
        choice.MatchAny ? All(choice, place, before) : First(choice, place, before);

    private Ways First(Switch choice, WayPlace place, Ways before)
    {
        var after = before.Empty();
        foreach (var one in choice.Cases)
        {
            var holds = place.Names.GuardOf(one.Condition);
            if (known.Contains(holds.Opposite))
                continue;

            after.Add(walk.Way(one.Activity, place, before.Then($"{place.Of(choice)}: {one.Label}")));
            if (known.Contains(holds))
                return after;
        }

        after.Add(walk.Way(choice.Default, place, before.Then($"{place.Of(choice)}: default")));
        return after;
    }

    /// <summary>Each case runs, or does not; the default where none does.</summary>
    private Ways All(Switch choice, WayPlace place, Ways before)
    {
        var nothing = choice.Cases.Any(one => known.Contains(place.Names.GuardOf(one.Condition)))
            ? before.Empty()
            : walk.Way(choice.Default, place, before.Then($"{place.Of(choice)}: default"));
        var so = before;
        foreach (var one in choice.Cases)
        {
            var holds = place.Names.GuardOf(one.Condition);
            if (known.Contains(holds.Opposite))
                continue;

            var taken = walk.Way(one.Activity, place, so.Then($"{place.Of(choice)}: {one.Label}"));
            so = known.Contains(holds) ? taken : so.Or(taken);
        }

        return so.Or(nothing);
    }
}
