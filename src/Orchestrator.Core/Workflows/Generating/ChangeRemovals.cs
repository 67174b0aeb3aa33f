using Orchestrator.Core.Sagas.Recorded;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>
/// What goes in a change, the last first. A failure on the way brings back what was there; where something cannot be
/// brought back, its own failure still does, and after it what is left is finished.
/// </summary>
/// <param name="Calls">That remove it.</param>
/// <param name="Warnings">What people ought to know before they start it.</param>
/// <param name="Problems">Why it cannot be, in sentences.</param>
internal sealed record ChangeRemovals(
    IReadOnlyList<GeneratedCall> Calls, IReadOnlyList<string> Warnings, IReadOnlyList<string> Problems)
{
    /// <param name="record">What stands.</param>
    /// <param name="makers">The steps that made what goes.</param>
    /// <param name="isFirst">Whether it goes before what comes in its place is made.</param>
    /// <param name="catalog">The adapters.</param>
    public static ChangeRemovals Of(
        ServiceRecord record, IReadOnlyList<RecordedStep> makers, bool isFirst, IAdapterCatalog catalog)
    {
        var undo = UndoList.Of(record, makers);
        var calls = undo.Calls.Select(
            call => GeneratedCall.Of("remove-", "Remove what was made by", call, catalog)).ToArray();
        var point = Array.FindIndex(calls, call => !call.IsReversible);
        return new(
            [.. calls.Select((call, index) => call with { IsHardPoint = index == point })],
            [.. undo.Left.Select(Stays), .. isFirst && calls.Length > 0 ? [GoesFirst(undo)] : Array.Empty<string>()],
            isFirst && point >= 0
                ? [$"'{calls[point].Operation}' would have to come first, and cannot be undone."]
                : []);
    }

    private static string Stays(Sagas.LedgerEntry entry) =>
        $"{entry.Adapter} {entry.Kind} {entry.ExternalId} stays: nothing undoes step '{entry.Step}'.";

    private static string GoesFirst(UndoList undo)
    {
        var names = undo.Calls.SelectMany(call => call.Of.Made).Select(one => $"{one.Kind} {one.ExternalId}");
        return $"{string.Join(", ", names)} must go before what comes in place of it is made, with everything in it: it "
            + "cannot be altered in place, and both have one name.";
    }
}
