using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// Events as the journal keeps them: one compact JSON array per transition, members at their defaults left out, times
/// in UTC. What was written once is read for ever: a member may be added, and none changes its name, type or default.
/// </summary>
public static class EventJson
{
    private static readonly JsonTypeInfo<IReadOnlyList<SagaEvent>> Events = EventJsonContext.Default.Events;
    private static readonly JsonTypeInfo<SagaEvent> Event = EventJsonContext.Default.SagaEvent;

    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Appends the events' JSON array to a buffer.</summary>
    public static void Write(IBufferWriter<byte> buffer, IReadOnlyList<SagaEvent> events)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(events);
        for (var index = 0; index < events.Count; index++)
            ArgumentNullException.ThrowIfNull(events[index]);

        // A writer costs more than a small event; a failed write leaves it unusable, so it is kept only after success.
        var writer = _writer ?? new Utf8JsonWriter(buffer, Compact);
        _writer = null;
        writer.Reset(buffer);
        writer.WriteStartArray();
        for (var index = 0; index < events.Count; index++)
        {
            if (!FrequentEvents.TryWrite(writer, events[index]))
                JsonSerializer.Serialize(writer, events[index], Event);
        }

        writer.WriteEndArray();
        writer.Flush();
        _writer = writer;
    }

    public static byte[] ToBytes(IReadOnlyList<SagaEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(buffer, events);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The events of one transition.</summary>
    /// <exception cref="JsonException">The text is not what <see cref="Write"/> wrote.</exception>
    public static IReadOnlyList<SagaEvent> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var events = JsonSerializer.Deserialize(json, Events);
            return events is null || events.Contains(null!)
                ? throw new JsonException("A transition's events are a JSON array of objects.")
                : events;
        }
        catch (NotSupportedException unnamed)
        {
            throw new JsonException("An event has a member \"e\" with its type, and it comes first.", unnamed);
        }
    }
}
