using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Values as JSON text.</summary>
internal static class JsonFilters
{
    private const long MaxBytesPerLetter = 3;

    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("json", new(0, 1, ToJson)),
    ];

    private static LiquidValue ToJson(LiquidValue value, FilterArguments arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = arguments[0].IsTruthy, NewLine = "\n" };
        using (var writer = new Utf8JsonWriter(buffer, options))
            Write(writer, value, arguments.Rendering);

        return arguments.Rendering.NewText(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, LiquidValue value, Rendering rendering)
    {
        rendering.Step();
        rendering.Charge(value.Text?.Length ?? 1);
        if (writer.BytesCommitted + writer.BytesPending > rendering.TextMax * MaxBytesPerLetter)
            throw new LiquidFailure($"A text became longer than {rendering.TextMax} characters.");
        switch (value.Kind)
        {
            case LiquidKind.Nil:
                writer.WriteNullValue();
                break;
            case LiquidKind.Boolean:
                writer.WriteBooleanValue(value.IsTruthy);
                break;
            case LiquidKind.Number:
                writer.WriteNumberValue(value.Number);
                break;
            case LiquidKind.List:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                    Write(writer, item, rendering);
                writer.WriteEndArray();
                break;
            case LiquidKind.Object:
                WriteMembers(writer, value.Members!, rendering);
                break;
            default:
                writer.WriteStringValue(value.Text ?? "");
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, ILiquidObject members, Rendering rendering)
    {
        writer.WriteStartObject();
        foreach (var name in members.Names)
        {
            writer.WritePropertyName(name);
            Write(writer, members.Find(name) ?? LiquidValue.Nil, rendering);
        }

        writer.WriteEndObject();
    }
}
