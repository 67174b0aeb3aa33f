using NJsonSchema;

namespace Orchestrator.Engine.Products;

/// <summary>The JSON Schema of what an order brings, as far as it can be known to be one.</summary>
public static class ProductInputsSchema
{
    /// <summary>Draft 4 to 7.</summary>
    /// <exception cref="Exception">The text is no schema: of many kinds; <see cref="Flaw"/> knows them.</exception>
    public static JsonSchema Parse(string schema) => JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult();

    /// <summary>What keeps a text from being the schema of an object; null where it is fine.</summary>
    public static string? Flaw(string schema)
    {
        try
        {
            return Parse(schema).Type.HasFlag(JsonObjectType.Object)
                ? null
                : "'inputs' must be the schema of an object. Add \"type\": \"object\".";
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or ArgumentException
            or Newtonsoft.Json.JsonException or NotSupportedException)
        {
            return $"'inputs' is no JSON Schema: {wrong.Message} Correct it.";
        }
    }
}
