using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>
/// Takes back what a call did, row by row, as far as it is still as that call left it. What is gone already needs no
/// undoing; what others did since is not undone with it.
/// </summary>
internal static class TakeBack
{
    /// <exception cref="RefusedException">CHANGED_SINCE, or what a row's own rule says.</exception>
    public static void Note(Draft draft, CallRow forward)
    {
        foreach (var change in ChangesOf(forward))
        {
            var now = draft.Find(change.Table, change.Id);
            if (change.Before is null) TakeAway(draft, forward.Key, now);
            else if (change.After is null) BringBack(draft, change.Before, now);
            else PutBack(draft, change.Before, change.After, now);
        }
    }

    public static IEnumerable<Change> ChangesOf(CallRow row) =>
        JsonNode.Parse(row.Changes)!.AsArray().Select(json => Change.FromJson(json!));

    private static void TakeAway(Draft draft, string maker, Row? now)
    {
        if (now is null || now.MadeBy != maker) return;
        if (now.ChangedBy != maker) throw ChangedSince(now);
        draft.Remove(now);
    }

    private static void BringBack(Draft draft, Row before, Row? now)
    {
        if (now is null) draft.Restore(before);
        else if (!now.IsSameAs(before)) throw ChangedSince(now);
    }

    private static void PutBack(Draft draft, Row before, Row after, Row? now)
    {
        if (now is null) return;
        if (!now.IsSameAs(after)) throw ChangedSince(now);
        draft.Restore(before);
    }

    private static RefusedException ChangedSince(Row now) => new(
        "CHANGED_SINCE",
        $"The {now.Table.Noun} '{now.Id}' was changed by another call since, and undoing would lose that. "
        + "Undo the other one first, or put it right by hand.");
}
