using System.Buffers;
using System.Text.Json;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Storage.Rows;

/// <summary>
/// Events read for counting: those that tell nothing of failures, times and ends are passed over, and what steps got
/// and gave is not read. That is a fifth of the work of reading them all.
/// </summary>
internal static class LeanEvents
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _json;

    /// <summary>The events of a row of the journal, from their short form or from the JSON itself.</summary>
    /// <exception cref="JsonException">It is not what the journal writes.</exception>
    public static IReadOnlyList<SagaEvent> Read(byte[] events)
    {
        var buffer = _json ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        EventPhrases.Expand(events, buffer);
        var json = buffer.WrittenSpan;
        var reader = new Utf8JsonReader(json);
        var found = new List<SagaEvent>(2);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (ReadOne(ref reader, json) is { } happened)
                found.Add(happened);
        }

        return found;
    }

    private static SagaEvent? ReadOne(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        if (!reader.ValueTextEquals("e"u8))
            throw new JsonException("An event has a member \"e\" with its type, and it comes first.");

        reader.Read();
        if (reader.ValueTextEquals("StepSucceeded"u8))
            return ReadSucceeded(ref reader);
        if (reader.ValueTextEquals("StepRequested"u8))
            return ReadRequested(ref reader);
        if (reader.ValueTextEquals("ActivationAccepted"u8))
            return ReadAccepted(ref reader, json, start);

        var counts = LeanTypes.Count(reader.ValueSpan);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            reader.Skip();
        }

        return counts ? Whole(json[start..(int)reader.BytesConsumed]) : null;
    }

    private static StepSucceeded ReadSucceeded(ref Utf8JsonReader reader)
    {
        var step = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "step"u8))
                step = reader.GetString()!;
            else
                reader.Skip();
        }

        return new StepSucceeded(step);
    }

    private static StepRequested ReadRequested(ref Utf8JsonReader reader)
    {
        var (activity, waits) = ("", false);
        string? step = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("activity"u8))
                activity = Text(ref reader);
            else if (reader.ValueTextEquals("step"u8))
                step = Text(ref reader);
            else if (Is(ref reader, "waits"u8))
                waits = reader.GetBoolean();
            else
                reader.Skip();
        }

        return new StepRequested(0, activity, -1, default) { Step = step, Waits = waits };
    }

    /// <summary>One with parts, which few have, is read as a whole.</summary>
    private static SagaEvent ReadAccepted(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int start)
    {
        var order = new ActivationOrder("", "", "", "");
        var (workflow, version, hasParts) = ("", 0, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("order"u8))
                order = ReadOrder(ref reader);
            else if (reader.ValueTextEquals("workflow"u8))
                workflow = Text(ref reader);
            else if (Is(ref reader, "version"u8))
                version = reader.GetInt32();
            else
                hasParts = Skip(ref reader);
        }

        return hasParts
            ? Whole(json[start..(int)reader.BytesConsumed])
            : new ActivationAccepted(order, workflow, version);
    }

    private static ActivationOrder ReadOrder(ref Utf8JsonReader reader)
    {
        var (product, action, channel) = ("", ActivationAction.Custom, Channel.Unspecified);
        DateTimeOffset? due = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("product"u8))
                product = Text(ref reader);
            else if (reader.ValueTextEquals("action"u8))
                action = Enum.Parse<ActivationAction>(Text(ref reader));
            else if (reader.ValueTextEquals("channel"u8))
                channel = Enum.Parse<Channel>(Text(ref reader));
            else if (Is(ref reader, "dueTime"u8))
                due = reader.GetDateTimeOffset().ToUniversalTime();
            else
                reader.Skip();
        }

        return new ActivationOrder("", "", "", "")
        {
            Product = product,
            Action = action,
            Channel = channel,
            DueTime = due,
        };
    }

    /// <summary>Whether the property has that name; the reader stands on its value then, and otherwise too.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var isIt = reader.ValueTextEquals(name);
        reader.Read();
        return isIt;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString()!;
    }

    private static bool Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }

    private static SagaEvent Whole(ReadOnlySpan<byte> json)
    {
        var array = new byte[json.Length + 2];
        (array[0], array[^1]) = ((byte)'[', (byte)']');
        json.CopyTo(array.AsSpan(1));
        return EventJson.Read(array)[0];
    }
}
