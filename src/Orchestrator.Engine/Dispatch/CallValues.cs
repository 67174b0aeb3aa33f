using System.Buffers;
using System.Text.Json;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Dispatch;

/// <summary>Between the core's values and what adapters take and give.</summary>
internal static class CallValues
{
    /// <summary>Outputs nested deeper could not be read back from the journal.</summary>
    public const int DepthMax = 48;

    /// <summary>Bytes of an output's JSON.</summary>
    public const int BytesMax = 1024 * 1024;

    private static readonly JsonElement Empty = JsonElement.Parse("{}");
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    [ThreadStatic]
    private static Scratch? s_scratch;

    public static JsonElement ToElement(Value value)
    {
        if (value.Kind == ValueKind.Object && value.Members.Count == 0)
            return Empty;

        var scratch = s_scratch ??= new Scratch();
        scratch.Buffer.ResetWrittenCount();
        scratch.Writer.Reset(scratch.Buffer);
        ValueJson.Write(scratch.Writer, value);
        scratch.Writer.Flush();
        var reader = new Utf8JsonReader(scratch.Buffer.WrittenSpan);
        var element = JsonElement.ParseValue(ref reader);
        if (scratch.Buffer.Capacity > BytesMax)
            s_scratch = null;
        return element;
    }

    /// <summary>The output; null where the journal could not keep it.</summary>
    public static Value Keep(JsonElement? output) => TryFrom(output, out var value, out _) ? value : Value.Null;

    /// <summary>
    /// False where the journal could not keep it: not an object, nested too deep, too large, or not to be read.
    /// </summary>
    public static bool TryFrom(JsonElement? output, out Value value, out string problem)
    {
        value = Value.Null;
        problem = "";
        if (output is not { } element || element.ValueKind is JsonValueKind.Null)
            return true;

        try
        {
            if (element.ValueKind != JsonValueKind.Object)
                problem = "is no object";
            else if (IsTooDeep(element, DepthMax))
                problem = $"is nested deeper than {DepthMax}";
            else if (JsonMarshalSize(element) > BytesMax)
                problem = $"is larger than {BytesMax} bytes";
            else
                value = ValueJson.From(element);
        }
        catch (Exception unreadable)
            when (unreadable is InvalidOperationException or FormatException or ObjectDisposedException)
        {
            problem = $"cannot be read: {unreadable.Message}";
        }

        return problem.Length == 0;
    }

    private static int JsonMarshalSize(JsonElement element) =>
        System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).Length;

    private static bool IsTooDeep(JsonElement element, int left)
    {
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return false;
        if (left == 0)
            return true;

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (IsTooDeep(item, left - 1))
                    return true;
            }
        }
        else
        {
            foreach (var member in element.EnumerateObject())
            {
                if (IsTooDeep(member.Value, left - 1))
                    return true;
            }
        }

        return false;
    }

    private sealed class Scratch
    {
        public ArrayBufferWriter<byte> Buffer { get; } = new(512);

        public Utf8JsonWriter Writer { get; }

        public Scratch() => Writer = new Utf8JsonWriter(Buffer, Unchecked);
    }
}
