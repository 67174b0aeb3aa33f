using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Core.Values;

/// <summary>Between <see cref="Value"/> and JSON text.</summary>
public static class ValueJson
{
    /// <summary>How deep a JSON value may be nested.</summary>
    public const int DepthMax = 64;

    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <exception cref="JsonException">The text is no JSON, or nested deeper than <see cref="DepthMax"/>.</exception>
    public static Value Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <exception cref="JsonException">The text is no JSON, or nested deeper than <see cref="DepthMax"/>.</exception>
    public static Value Parse(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = DepthMax });
        reader.Read();
        var value = Read(ref reader);
        if (reader.Read())
            throw new JsonException("There is text after the end of the JSON value.");

        return value;
    }

    public static string ToText(Value value) => Encoding.UTF8.GetString(ToBytes(value));

    public static byte[] ToBytes(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
            Write(writer, value);

        return buffer.WrittenSpan.ToArray();
    }

    public static Value From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Array => FromArray(element),
        JsonValueKind.Object => FromObject(element),
        _ => Value.Null,
    };

    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    public static Value Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => Value.Null,
    };

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean);
                break;
            case ValueKind.Number:
                WriteNumber(writer, value.AsNumber);
                break;
            case ValueKind.String:
                writer.WriteStringValue(value.AsString);
                break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case ValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, member) in value.Members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsInteger(number) && Math.Abs(number) < 1e15)
            writer.WriteNumberValue((long)number);
        else if (double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }

    private static Value FromArray(JsonElement element)
    {
        var items = new Value[element.GetArrayLength()];
        var count = 0;
        foreach (var item in element.EnumerateArray())
            items[count++] = From(item);

        return Value.Array(items);
    }

    private static Value FromObject(JsonElement element)
    {
        var members = new (string, Value)[element.GetPropertyCount()];
        var count = 0;
        foreach (var member in element.EnumerateObject())
            members[count++] = (member.Name, From(member.Value));

        return Value.Object(members);
    }

    private static Value ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Read(ref reader));

        return Value.Array(items);
    }

    private static Value ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, Value>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add(new(name, Read(ref reader)));
        }

        return Value.Object(members);
    }
}

/// <summary>Lets System.Text.Json read and write a <see cref="Value"/> as the JSON it is.</summary>
public sealed class ValueJsonConverter : JsonConverter<Value>
{
    public override bool HandleNull => true;

    public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ValueJson.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) =>
        ValueJson.Write(writer, value);
}
