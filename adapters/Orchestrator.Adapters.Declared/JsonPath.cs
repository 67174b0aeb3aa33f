using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Adapters.Declared;

/// <summary>Values by where they stand.</summary>
public static class JsonPath
{
    /// <summary>By a dotted path, <c>input.addresses.0</c>; null where there is none.</summary>
    public static JsonElement? Find(JsonElement scope, string path)
    {
        var (current, isThere) = (scope, true);
        foreach (var name in path.Split('.'))
        {
            isThere = TryStep(ref current, name);
            if (!isThere)
                break;
        }

        return isThere ? current : null;
    }

    /// <summary>By a JSON pointer (RFC 6901); null where there is none.</summary>
    public static JsonElement? FindPointer(JsonElement root, string pointer)
    {
        if (pointer.Length == 0)
            return root;

        var current = root;
        foreach (var part in pointer.TrimStart('/').Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (!TryStep(ref current, name))
                return null;
        }

        return current;
    }

    private static bool TryStep(ref JsonElement current, string name)
    {
        switch (current.ValueKind)
        {
            case JsonValueKind.Object:
                return current.TryGetProperty(name, out current);
            case JsonValueKind.Array
                when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < current.GetArrayLength():
                current = current[index];
                return true;
            default:
                return false;
        }
    }
}
