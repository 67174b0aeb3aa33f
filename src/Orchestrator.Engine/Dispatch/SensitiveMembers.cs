using System.Text.Json;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// Where a schema marks secrets: members, at any depth, with <c>"x-sensitive": true</c> or <c>"writeOnly": true</c>.
/// </summary>
internal sealed class SensitiveMembers
{
    private const int DepthMax = 32;

    private readonly Dictionary<string, SensitiveMembers> _members = new(StringComparer.Ordinal);
    private SensitiveMembers? _items;
    private bool _isSecret;

    private bool IsEmpty => !_isSecret && _items is null && _members.Count == 0;

    /// <summary>Null where the schema marks none.</summary>
    public static SensitiveMembers? Of(string schema)
    {
        if (!schema.Contains("x-sensitive", StringComparison.Ordinal)
            && !schema.Contains("writeOnly", StringComparison.Ordinal))
            return null;

        using var document = JsonDocument.Parse(schema);
        var found = new SensitiveMembers();
        found.Add(document.RootElement, document.RootElement, 0);
        return found.IsEmpty ? null : found;
    }

    /// <summary>The value with its secrets replaced.</summary>
    public Value Replace(Value value, Func<Value, Value> seal)
    {
        if (_isSecret)
            return value.IsNull ? value : seal(value);

        switch (value.Kind)
        {
            case ValueKind.Object when _members.Count > 0:
                return Value.Object([.. value.Members.Select(member => _members.TryGetValue(member.Name, out var inner)
                    ? (member.Name, inner.Replace(member.Value, seal))
                    : member)]);
            case ValueKind.Array when _items is not null:
                return Value.Array(value.Items.ToArray().Select(item => _items.Replace(item, seal)));
            default:
                return value;
        }
    }

    private void Add(JsonElement schema, JsonElement root, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > DepthMax)
            return;

        _isSecret |= IsTrue(schema, "x-sensitive") || IsTrue(schema, "writeOnly");
        if (schema.TryGetProperty("$ref", out var reference) && Resolve(root, reference.GetString()) is { } target)
            Add(target, root, depth + 1);
        foreach (var keyword in (ReadOnlySpan<string>)["allOf", "anyOf", "oneOf"])
        {
            if (!schema.TryGetProperty(keyword, out var parts) || parts.ValueKind != JsonValueKind.Array)
                continue;

            foreach (var part in parts.EnumerateArray())
                Add(part, root, depth + 1);
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            AddMembers(properties, root, depth);
        if (schema.TryGetProperty("items", out var items))
            AddItems(items, root, depth);
    }

    private void AddMembers(JsonElement properties, JsonElement root, int depth)
    {
        foreach (var property in properties.EnumerateObject())
        {
            var inner = _members.GetValueOrDefault(property.Name) ?? new SensitiveMembers();
            inner.Add(property.Value, root, depth + 1);
            if (!inner.IsEmpty)
                _members[property.Name] = inner;
        }
    }

    private void AddItems(JsonElement items, JsonElement root, int depth)
    {
        var inner = _items ?? new SensitiveMembers();
        inner.Add(items, root, depth + 1);
        if (!inner.IsEmpty)
            _items = inner;
    }

    private static bool IsTrue(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>References within the same document, which are all that an adapter's schema may have.</summary>
    private static JsonElement? Resolve(JsonElement root, string? reference)
    {
        if (reference is null || !reference.StartsWith("#/", StringComparison.Ordinal))
            return null;

        foreach (var part in reference[2..].Split('/'))
        {
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty(
                    part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal),
                    out root))
                return null;
        }

        return root;
    }
}
