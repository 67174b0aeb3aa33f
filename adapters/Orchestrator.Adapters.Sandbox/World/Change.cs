using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>What a call did to one row: kept with the call, so that undoing it needs nothing but its key.</summary>
/// <param name="Before">Null: it was not there.</param>
/// <param name="After">Null: it is gone.</param>
internal sealed record Change(Table Table, Row? Before, Row? After)
{
    public string Id => (After ?? Before)!.Id;

    public void Apply(Session session)
    {
        if (After is null) Table.Remove(session, Id);
        else Table.Put(session, After);
    }

    /// <summary>
    /// The change as a resource that was made, changed or released; null where no customer holds such a thing.
    /// </summary>
    public ResourceChange? Resource() => Table.ResourceKind is null
        ? null
        : new ResourceChange(ToResource((After ?? Before)!), Released: After is null);

    public static Resource ToResource(Row row) => row.Table.AsResource is { } convert
        ? convert(row)
        : new(row.Table.ResourceKind!, row.Id) { Attributes = row.Attributes() };

    public JsonNode ToJson() => new JsonArray(Table.Name, ToJson(Before), ToJson(After));

    public static Change FromJson(JsonNode json)
    {
        var table = Tables.Find((string)json[0]!);
        return new Change(table, RowFrom(table, json[1]), RowFrom(table, json[2]));
    }

    private static JsonArray? ToJson(Row? row) => row is null
        ? null
        : new JsonArray([.. row.Values.Select(ValueToJson), row.MadeBy, row.ChangedBy]);

    private static JsonNode? ValueToJson(object? value) => value switch
    {
        null => null,
        long number => JsonValue.Create(number),
        _ => JsonValue.Create((string)value),
    };

    private static Row? RowFrom(Table table, JsonNode? json)
    {
        if (json is not JsonArray values) return null;
        var own = values.Take(table.Columns.Count).Select(ValueFrom).ToArray();
        return new Row(table, own, (string)values[^2]!, (string)values[^1]!);
    }

    private static object? ValueFrom(JsonNode? json) => json is null
        ? null
        : json.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (long)json : (string)json!;
}
