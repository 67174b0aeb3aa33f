using System.Collections.Frozen;

namespace Orchestrator.Core.Workflows;

public sealed partial record DataType
{
    private const int NameLengthMax = 500;

    private static readonly FrozenDictionary<string, DataKind> Kinds = new Dictionary<string, DataKind>
    {
        ["Object"] = DataKind.Object,
        ["String"] = DataKind.String,
        ["Char"] = DataKind.String,
        ["Uri"] = DataKind.String,
        ["ByteArray"] = DataKind.String,
        ["Boolean"] = DataKind.Boolean,
        ["Bool"] = DataKind.Boolean,
        ["Byte"] = DataKind.Integer,
        ["Int16"] = DataKind.Integer,
        ["Int32"] = DataKind.Integer,
        ["Int"] = DataKind.Integer,
        ["Int64"] = DataKind.Integer,
        ["Long"] = DataKind.Integer,
        ["Single"] = DataKind.Number,
        ["Float"] = DataKind.Number,
        ["Double"] = DataKind.Number,
        ["Decimal"] = DataKind.Number,
        ["Guid"] = DataKind.Guid,
        ["DateTime"] = DataKind.DateTime,
        ["DateTimeOffset"] = DataKind.DateTime,
        ["TimeSpan"] = DataKind.TimeSpan,
        ["JSON"] = DataKind.Json,
        ["ExpandoObject"] = DataKind.Json,
        ["JsonElement"] = DataKind.Json,
        ["JsonNode"] = DataKind.Json,
        ["JsonObject"] = DataKind.Json,
        ["JsonArray"] = DataKind.Json,
        ["StringDictionary"] = DataKind.Json,
        ["ObjectDictionary"] = DataKind.Json,
        ["StringMap"] = DataKind.Json,
        ["ObjectMap"] = DataKind.Json,
        ["Dictionary"] = DataKind.Json,
        ["IDictionary"] = DataKind.Json,
        ["IReadOnlyDictionary"] = DataKind.Json,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Lists = new[]
    {
        "List", "IList", "ICollection", "IEnumerable", "IReadOnlyList", "IReadOnlyCollection", "HashSet", "ISet",
        "Collection",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The type of a name as Elsa writes it: an alias (<c>Int32</c>), <c>Alias[]</c>, <c>Alias?</c>,
    /// <c>List&lt;Alias&gt;</c>, or the .NET name of one of these (<c>System.Int32, System.Private.CoreLib</c>).
    /// </summary>
    /// <returns>Null where the name is not known.</returns>
    public static DataType? FromName(string name)
    {
        if (name.Length > NameLengthMax)
            return null;

        var text = WithoutAssembly(name.Trim());
        if (text.EndsWith("[]", StringComparison.Ordinal))
            return ListOf(name, FromName(text[..^2]));
        if (text.EndsWith('?'))
            return Nullable(name, text[..^1]);

        var generic = text.IndexOfAny(['<', '`']);
        if (generic < 0)
            return Kinds.TryGetValue(Short(text), out var kind) ? new DataType(name, kind) : null;

        var outer = Short(text[..generic]);
        if (Lists.Contains(outer))
            return ListOf(name, FromName(Argument(text[generic..])));
        if (outer.Equals("Nullable", StringComparison.OrdinalIgnoreCase))
            return Nullable(name, Argument(text[generic..]));

        return Kinds.GetValueOrDefault(outer) == DataKind.Json ? new DataType(name, DataKind.Json) : null;
    }

    /// <summary>The type of lists of a type; of a list, itself.</summary>
    public static DataType ListOf(DataType item) => item.IsArray ? item : ListOf($"{item.Name}[]", item)!;

    private static DataType? ListOf(string name, DataType? item) =>
        item is null or { IsArray: true } ? null : new DataType(name, item.Kind, IsArray: true) { Item = item };

    private static DataType? Nullable(string name, string plain) =>
        FromName(plain) is { } type ? type with { Name = name, IsNullable = true } : null;

    /// <summary>Without what stands after the first comma that is not within brackets.</summary>
    private static string WithoutAssembly(string name)
    {
        var depth = 0;
        for (var place = 0; place < name.Length; place++)
        {
            if (name[place] is '<' or '[')
                depth++;
            else if (name[place] is '>' or ']')
                depth--;
            else if (name[place] == ',' && depth == 0)
                return name[..place].TrimEnd();
        }

        return name;
    }

    /// <summary>Without the namespace.</summary>
    private static string Short(string name) => name.Trim()[(name.Trim().LastIndexOf('.') + 1)..];

    /// <summary>The first type argument of <c>&lt;String&gt;</c> or <c>`1[[System.String, ...]]</c>.</summary>
    private static string Argument(string arguments)
    {
        var inner = arguments[0] == '<'
            ? arguments.Trim('<', '>')
            : arguments[Math.Min(arguments.Length, 2)..].Trim('[', ']');
        var end = inner.IndexOf(']', StringComparison.Ordinal);
        return end < 0 ? inner : inner[..end];
    }
}
