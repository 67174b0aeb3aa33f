using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestrator.Core.Local;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Cli.Local;

/// <summary>What came of a local run, as one JSON object.</summary>
internal static class LocalJson
{
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(LocalResult result) => Write(json =>
    {
        json.WriteString("status", result.Status.ToString());
        json.WriteString("state", result.State.State.ToString());
        Texts(json, "lines", result.Lines);
        json.WritePropertyName("outputs");
        ValueJson.Write(json, result.Outputs);
        json.WriteStartArray("incidents");
        foreach (var (activity, message) in result.Incidents)
        {
            json.WriteStartObject();
            json.WriteString("activity", activity);
            json.WriteString("message", message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (result.State.InstanceName is { } name)
            json.WriteString("name", name);
        if (result.State.CorrelationId is { } correlation)
            json.WriteString("correlationId", correlation);
    });

    /// <summary>The same for what could not be run.</summary>
    public static string NotValid(IEnumerable<(string Source, Diagnostic Found)> problems) => Write(json =>
    {
        json.WriteString("status", "NotValid");
        Texts(json, "lines", []);
        json.WriteStartObject("outputs");
        json.WriteEndObject();
        json.WriteStartArray("incidents");
        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (var (source, found) in problems)
            Write(json, source, found);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, string source, Diagnostic found)
    {
        json.WriteStartObject();
        json.WriteString("file", source);
        json.WriteNumber("line", found.Line);
        json.WriteNumber("column", found.Column);
        json.WriteString("severity", found.Severity == Severity.Error ? "ERROR" : "WARNING");
        json.WriteString("code", found.Code);
        json.WriteString("message", found.Message);
        json.WriteString("pointer", found.Pointer);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
