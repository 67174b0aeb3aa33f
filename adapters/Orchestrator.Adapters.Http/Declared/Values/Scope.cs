using System.Text.Json;

namespace Orchestrator.Adapters.Http.Declared.Values;

/// <summary>What templates and pointers of a call can see, by name. Never changed: more is a new one.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, JsonElement> _members;
    private JsonElement? _json;

    private Scope(Dictionary<string, JsonElement> members) => _members = members;

    public static Scope Empty { get; } = new([]);

    /// <summary>All of it as one object.</summary>
    public JsonElement Json => _json ??= JsonSerializer.SerializeToElement(_members);

    public Scope With(string name, JsonElement value) =>
        new(new Dictionary<string, JsonElement>(_members, StringComparer.Ordinal) { [name] = value });

    public Scope With(string name, object value) => With(name, JsonSerializer.SerializeToElement(value));

    public JsonElement? Find(string name) => _members.TryGetValue(name, out var value) ? value : null;
}
