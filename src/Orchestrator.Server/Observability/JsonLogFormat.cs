using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace Orchestrator.Server.Observability;

/// <summary>
/// One JSON object per line: <c>time</c>, <c>level</c>, <c>message</c>, <c>template</c>, <c>source</c>, the ids
/// <c>activation</c>,
/// <c>step</c> and <c>trace</c> where there are any, <c>exception</c>, and everything else in <c>properties</c>.
/// </summary>
internal sealed class JsonLogFormat : ITextFormatter
{
    private const string Source = "SourceContext";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var line = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(line, Options))
            Write(json, logEvent);
        output.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, LogEvent logged)
    {
        json.WriteStartObject();
        json.WriteString(
            "time", logged.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        json.WriteString("level", logged.Level.ToString());
        json.WriteString("message", LogMessage.Of(logged));
        json.WriteString("template", logged.MessageTemplate.Text);
        if (logged.Properties.TryGetValue(Source, out var source) && source is ScalarValue { Value: string name })
            json.WriteString("source", name);
        foreach (var (id, value) in LogIds.Of(logged))
            json.WriteString(id, value);
        if (logged.Exception is { } exception)
            json.WriteString("exception", exception.ToString());

        WriteOthers(json, logged);
        json.WriteEndObject();
    }

    private static void WriteOthers(Utf8JsonWriter json, LogEvent logged)
    {
        var isOpen = false;
        foreach (var (name, value) in logged.Properties)
        {
            if (name == Source || LogIds.IsId(name))
                continue;

            if (!isOpen)
                json.WriteStartObject("properties");
            isOpen = true;
            json.WritePropertyName(name);
            Write(json, value);
        }

        if (isOpen)
            json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(json, scalar.Value);
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Elements)
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int or long or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
