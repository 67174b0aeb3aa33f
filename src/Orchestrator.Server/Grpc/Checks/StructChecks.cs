using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Server.Grpc.Checks;

/// <summary>JSON objects in requests: not too deep, not too large, and nothing that JSON does not know.</summary>
public static class StructChecks
{
    /// <summary>How deep an object may be nested, itself included.</summary>
    public const int DepthMax = 32;

    /// <summary>How large an object may be, in bytes on the wire.</summary>
    public const int BytesMax = 1024 * 1024;

    private const int NameLengthMax = 256;

    public static void Object(this Violations violations, string field, Struct? value)
    {
        if (value is null)
            return;

        var before = violations.Found.Count;
        Members(violations, field, value, 1);
        if (violations.Found.Count == before && value.CalculateSize() is > BytesMax and var size)
            violations.Add(field, $"has {size} bytes; {BytesMax} are allowed.");
    }

    private static void Members(Violations violations, string path, Struct value, int depth)
    {
        if (depth > DepthMax)
        {
            violations.Add(path, $"is nested deeper than {DepthMax}.");
            return;
        }

        foreach (var (name, member) in value.Fields)
        {
            if (name.Length > NameLengthMax)
                violations.Add(
                    path, $"has a member whose name has {name.Length} characters; {NameLengthMax} are allowed.");
            else if (TextChecks.Flaw(name) is { } flaw)
                violations.Add(path, $"has a member whose name {flaw}");
            else
                Item(violations, path, name, member, depth);
        }
    }

    /// <summary>The path is put together only for what goes deeper or is wrong: most members are neither.</summary>
    private static void Item(Violations violations, string path, string name, Value value, int depth)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.StructValue:
                Members(violations, $"{path}.{name}", value.StructValue, depth + 1);
                break;
            case Value.KindOneofCase.ListValue:
                Items(violations, $"{path}.{name}", value.ListValue, depth + 1);
                break;
            default:
                if (Flaw(value) is { } flaw)
                    violations.Add($"{path}.{name}", flaw);
                break;
        }
    }

    private static void Items(Violations violations, string path, ListValue list, int depth)
    {
        if (depth > DepthMax)
        {
            violations.Add(path, $"is nested deeper than {DepthMax}.");
            return;
        }

        for (var index = 0; index < list.Values.Count; index++)
        {
            var item = list.Values[index];
            if (item.KindCase == Value.KindOneofCase.StructValue)
                Members(violations, At(path, index), item.StructValue, depth + 1);
            else if (item.KindCase == Value.KindOneofCase.ListValue)
                Items(violations, At(path, index), item.ListValue, depth + 1);
            else if (Flaw(item) is { } flaw)
                violations.Add(At(path, index), flaw);
        }
    }

    private static string? Flaw(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.None => "has no value; give null where that is meant.",
        Value.KindOneofCase.NumberValue when !double.IsFinite(value.NumberValue) => "is not a finite number.",
        Value.KindOneofCase.StringValue => TextChecks.Flaw(value.StringValue),
        _ => null,
    };

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
