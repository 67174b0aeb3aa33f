using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>
/// Puts into words what a call would change now: one line for each thing, <c>+</c> made, <c>-</c> gone, <c>~</c>
/// changed.
/// </summary>
internal static class Preview
{
    public static string Of(Session session, Request request)
    {
        var row = new CallTable(session).Find(request.Call.IdempotencyKey);
        if (row is { Done: true }) return "changes nothing: this call is done already";

        try
        {
            var changes = Decision.Make(session, request).Changes;
            return changes.Count == 0 ? "changes nothing" : string.Join('\n', changes.Select(Line));
        }
        catch (RefusedException refused)
        {
            return $"would be refused with {refused.Code}: {refused.Message}";
        }
    }

    private static string Line(Change change) => change switch
    {
        { Before: null, After: { } made } => $"+ {Name(change)}{List(made)}",
        { Before: { } gone, After: null } => $"- {Name(change)}{List(gone)}",
        _ => $"~ {Name(change)}: {Differences(change.Before!, change.After!)}",
    };

    private static string Name(Change change) => $"{change.Table.Noun} {change.Id}";

    private static string List(Row row)
    {
        var attributes = row.Attributes().Select(pair => $"{pair.Key} {pair.Value}").ToList();
        return attributes.Count == 0 ? "" : ": " + string.Join(", ", attributes);
    }

    private static string Differences(Row before, Row after)
    {
        var differences = before.Table.Columns
            .Where(column => !Equals(before[column], after[column]))
            .Select(column => $"{column} {before[column] ?? "none"} -> {after[column] ?? "none"}");
        return string.Join(", ", differences.DefaultIfEmpty("stays as it is"));
    }
}
