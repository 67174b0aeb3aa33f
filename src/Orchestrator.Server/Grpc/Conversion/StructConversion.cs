using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Values;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using Value = Orchestrator.Core.Values.Value;

namespace Orchestrator.Server.Grpc.Conversion;

/// <summary>Between google.protobuf.Struct and the core's values.</summary>
internal static class StructConversion
{
    /// <summary>An object; an empty one where there is none.</summary>
    public static Value ToValue(Struct? value)
    {
        if (value is null || value.Fields.Count == 0)
            return Value.EmptyObject;

        var members = new (string, Value)[value.Fields.Count];
        var count = 0;
        foreach (var (name, member) in value.Fields)
            members[count++] = (name, ToValue(member));

        return Value.Object(members);
    }

    /// <summary>The members of an object; null where it has none.</summary>
    public static Struct? ToStruct(Value value)
    {
        if (value.Members.Count == 0)
            return null;

        var result = new Struct();
        foreach (var (name, member) in value.Members)
            result.Fields.Add(name, ToProto(member));

        return result;
    }

    public static ProtoValue ToProto(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean: return ProtoValue.ForBool(value.AsBoolean);
            case ValueKind.Number: return ProtoValue.ForNumber(value.AsNumber);
            case ValueKind.String: return ProtoValue.ForString(value.AsString);
            case ValueKind.Object: return ProtoValue.ForStruct(ToStruct(value) ?? new Struct());
            case ValueKind.Array:
                var list = new ListValue();
                foreach (var item in value.Items)
                    list.Values.Add(ToProto(item));
                return new ProtoValue { ListValue = list };
            default: return ProtoValue.ForNull();
        }
    }

    private static Value ToValue(ProtoValue value) => value.KindCase switch
    {
        ProtoValue.KindOneofCase.BoolValue => value.BoolValue,
        ProtoValue.KindOneofCase.NumberValue => value.NumberValue,
        ProtoValue.KindOneofCase.StringValue => value.StringValue,
        ProtoValue.KindOneofCase.StructValue => ToValue(value.StructValue),
        ProtoValue.KindOneofCase.ListValue => ToArray(value.ListValue),
        _ => Value.Null,
    };

    private static Value ToArray(ListValue list)
    {
        var items = new Value[list.Values.Count];
        for (var index = 0; index < items.Length; index++)
            items[index] = ToValue(list.Values[index]);

        return Value.Array(items);
    }
}
