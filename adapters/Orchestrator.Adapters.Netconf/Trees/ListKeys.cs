using System.Text.Json;
using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>
/// What tells the entries of a list apart, by the list's local name: the names of its key leaves, in order. No names at
/// all say that it is a leaf-list, whose entries are told apart by their value.
/// </summary>
internal sealed class ListKeys
{
    public static readonly ListKeys None = new(new Dictionary<string, IReadOnlyList<string>>());

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _keys;

    private ListKeys(IReadOnlyDictionary<string, IReadOnlyList<string>> keys) => _keys = keys;

    /// <summary>From <c>{ "line": ["device", "port"], "tag": [] }</c>.</summary>
    public static ListKeys Of(params JsonElement?[] declared)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var one in declared.OfType<JsonElement>().Where(one => one.ValueKind == JsonValueKind.Object))
        {
            foreach (var list in one.EnumerateObject())
                keys[list.Name] = [.. list.Value.EnumerateArray().Select(key => key.GetString()!)];
        }

        return new(keys);
    }

    /// <summary>As declared, to be kept with a call.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Declared => _keys;

    /// <summary>Whether it is an entry of a list with keys.</summary>
    public bool IsEntry(XElement element) => _keys.GetValueOrDefault(element.Name.LocalName) is { Count: > 0 };

    /// <summary>Whether it is an entry of a leaf-list.</summary>
    public bool IsValue(XElement element) => _keys.GetValueOrDefault(element.Name.LocalName) is { Count: 0 };

    /// <summary>The key leaves of an entry; none of anything else.</summary>
    /// <exception cref="UnfitEditException">One is missing.</exception>
    public IEnumerable<XElement> KeysOf(XElement entry) =>
        _keys.GetValueOrDefault(entry.Name.LocalName, []).Select(key =>
            entry.Elements().FirstOrDefault(leaf => leaf.Name.LocalName == key)
            ?? throw new UnfitEditException(
                "KEY_MISSING", $"An element '{entry.Name.LocalName}' has no key '{key}'. Give it one."));

    /// <summary>What tells it apart from its siblings; null where nothing is declared that could.</summary>
    public string? IdentityOf(XElement element, bool isRepeated)
    {
        if (IsEntry(element))
            return $"{element.Name}[{string.Join("][", KeysOf(element).Select(key => key.Value))}]";
        if (IsValue(element))
            return $"{element.Name}={element.Value}";
        return isRepeated ? null : element.Name.ToString();
    }
}

/// <summary>An edit cannot be made so that it could be undone.</summary>
/// <param name="code">UPPER_SNAKE.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class UnfitEditException(string code, string message) : Exception(message)
{
    public string Code => code;
}
