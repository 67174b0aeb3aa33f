using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// By hand, because the order's members have other defaults than their types: empty text, an empty object. What is left
/// out is read as that default, which generated code does not do for init-only members.
/// </summary>
internal sealed class ActivationOrderJsonConverter : JsonConverter<ActivationOrder>
{
    public override ActivationOrder Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var order = new ActivationOrder("", "", "", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            order = With(order, ref reader);

        return order;
    }

    public override void Write(Utf8JsonWriter writer, ActivationOrder value, JsonSerializerOptions options) =>
        Write(writer, value);

    public static void Write(Utf8JsonWriter writer, ActivationOrder value)
    {
        writer.WriteStartObject();
        Text.Write(writer, "caller"u8, value.Caller);
        Text.Write(writer, "requestId"u8, value.RequestId);
        Text.Write(writer, "requestHash"u8, value.RequestHash);
        Text.Write(writer, "customer"u8, value.Customer);
        if (value.Action != default)
            writer.WriteString("action"u8, value.Action.ToString());
        Text.Write(writer, "service"u8, value.Service);
        Text.Write(writer, "product"u8, value.Product);
        if (value.ProductVersion != 0)
            writer.WriteNumber("productVersion"u8, value.ProductVersion);
        Text.Write(writer, "orderReference"u8, value.OrderReference);
        if (value.Channel != default)
            writer.WriteString("channel"u8, value.Channel.ToString());
        Text.Write(writer, "requester"u8, value.Requester);
        WriteInput(writer, value.Input);
        WriteLabels(writer, value.Labels);
        if (value.Priority != 0)
            writer.WriteNumber("priority"u8, value.Priority);
        if (value.RequestedStartTime is { } start)
            writer.WriteString("requestedStartTime"u8, start.UtcDateTime);
        if (value.DueTime is { } due)
            writer.WriteString("dueTime"u8, due.UtcDateTime);
        if (value.QueueOnConflict)
            writer.WriteBoolean("queueOnConflict"u8, true);
        if (value.ServiceBefore is { } before)
        {
            writer.WritePropertyName("serviceBefore"u8);
            JsonSerializer.Serialize(writer, before, EventJsonContext.Default.ServiceEntry);
        }

        WriteInherited(writer, value.Inherited);
        WriteCancellation(writer, value.Cancellation);
        Text.Write(writer, "correlationId"u8, value.CorrelationId);
        if (value.Parent is { } parent)
        {
            writer.WritePropertyName("parent"u8);
            JsonSerializer.Serialize(writer, parent, EventJsonContext.Default.ParentStep);
        }

        if (value.Trigger is { } trigger)
        {
            writer.WritePropertyName("trigger"u8);
            JsonSerializer.Serialize(writer, trigger, EventJsonContext.Default.StartedByTrigger);
        }

        Text.Write(writer, "traceParent"u8, value.TraceParent);
        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, Value input)
    {
        if (input == Value.EmptyObject)
            return;

        writer.WritePropertyName("input"u8);
        ValueJson.Write(writer, input);
    }

    private static void WriteInherited(Utf8JsonWriter writer, IReadOnlyList<string> inherited)
    {
        if (inherited.Count == 0)
            return;

        writer.WriteStartArray("inherited"u8);
        foreach (var name in inherited)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private static void WriteCancellation(Utf8JsonWriter writer, CancellationDates? dates)
    {
        if (dates is null)
            return;

        writer.WriteStartObject("cancellation"u8);
        writer.WriteString("entitlementEnd"u8, dates.EntitlementEnd.UtcDateTime);
        writer.WriteString("billingEnd"u8, dates.BillingEnd.UtcDateTime);
        Text.Write(writer, "reason"u8, dates.Reason);
        Text.Write(writer, "ticket"u8, dates.Ticket);
        writer.WriteEndObject();
    }

    private static void WriteLabels(Utf8JsonWriter writer, ImmutableSortedDictionary<string, string> labels)
    {
        if (labels.IsEmpty)
            return;

        writer.WriteStartObject("labels"u8);
        foreach (var (name, value) in labels)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static ActivationOrder With(ActivationOrder order, ref Utf8JsonReader reader)
    {
        var member = reader.GetString();
        reader.Read();
        switch (member)
        {
            case "caller": return order with { Caller = Text.Read(ref reader) };
            case "requestId": return order with { RequestId = Text.Read(ref reader) };
            case "requestHash": return order with { RequestHash = Text.Read(ref reader) };
            case "customer": return order with { Customer = Text.Read(ref reader) };
            case "action": return order with { Action = Text.ReadName<ActivationAction>(ref reader) };
            case "service": return order with { Service = Text.Read(ref reader) };
            case "product": return order with { Product = Text.Read(ref reader) };
            case "productVersion": return order with { ProductVersion = reader.GetInt32() };
            case "orderReference": return order with { OrderReference = Text.Read(ref reader) };
            case "channel": return order with { Channel = Text.ReadName<Channel>(ref reader) };
            case "requester": return order with { Requester = Text.Read(ref reader) };
            case "input": return order with { Input = ValueJson.Read(ref reader) };
            case "labels": return order with { Labels = ReadLabels(ref reader) };
            case "priority": return order with { Priority = reader.GetInt32() };
            case "requestedStartTime": return order with { RequestedStartTime = reader.GetDateTimeOffset() };
            case "dueTime": return order with { DueTime = reader.GetDateTimeOffset() };
            case "queueOnConflict": return order with { QueueOnConflict = reader.GetBoolean() };
            case "serviceBefore":
                return order with
                {
                    ServiceBefore = JsonSerializer.Deserialize(ref reader, EventJsonContext.Default.ServiceEntry),
                };
            case "inherited": return order with { Inherited = ReadInherited(ref reader) };
            case "cancellation": return order with { Cancellation = ReadCancellation(ref reader) };
            case "correlationId": return order with { CorrelationId = Text.Read(ref reader) };
            case "parent":
                return order with
                {
                    Parent = JsonSerializer.Deserialize(ref reader, EventJsonContext.Default.ParentStep),
                };
            case "trigger":
                return order with
                {
                    Trigger = JsonSerializer.Deserialize(ref reader, EventJsonContext.Default.StartedByTrigger),
                };
            case "traceParent": return order with { TraceParent = Text.Read(ref reader) };
            default: reader.Skip(); return order;
        }
    }

    private static CancellationDates ReadCancellation(ref Utf8JsonReader reader)
    {
        var dates = new CancellationDates(default, default);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            switch (member)
            {
                case "entitlementEnd": dates = dates with { EntitlementEnd = reader.GetDateTimeOffset() }; break;
                case "billingEnd": dates = dates with { BillingEnd = reader.GetDateTimeOffset() }; break;
                case "reason": dates = dates with { Reason = Text.Read(ref reader) }; break;
                case "ticket": dates = dates with { Ticket = Text.Read(ref reader) }; break;
                default: reader.Skip(); break;
            }
        }

        return dates;
    }

    private static List<string> ReadInherited(ref Utf8JsonReader reader)
    {
        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            names.Add(Text.Read(ref reader));

        return names;
    }

    private static ImmutableSortedDictionary<string, string> ReadLabels(ref Utf8JsonReader reader)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            labels[name] = Text.Read(ref reader);
        }

        return labels.ToImmutable();
    }
}

/// <summary>By hand for the same reason: empty text is left out.</summary>
internal sealed class WhoJsonConverter : JsonConverter<Who>
{
    public override Who Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var who = new Who("", "", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            switch (member)
            {
                case "actor": who = who with { Actor = Text.Read(ref reader) }; break;
                case "requestId": who = who with { RequestId = Text.Read(ref reader) }; break;
                case "requestHash": who = who with { RequestHash = Text.Read(ref reader) }; break;
                case "reason": who = who with { Reason = Text.Read(ref reader) }; break;
                case "ticket": who = who with { Ticket = Text.Read(ref reader) }; break;
                default: reader.Skip(); break;
            }
        }

        return who;
    }

    public override void Write(Utf8JsonWriter writer, Who value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Text.Write(writer, "actor"u8, value.Actor);
        Text.Write(writer, "requestId"u8, value.RequestId);
        Text.Write(writer, "requestHash"u8, value.RequestHash);
        Text.Write(writer, "reason"u8, value.Reason);
        Text.Write(writer, "ticket"u8, value.Ticket);
        writer.WriteEndObject();
    }
}

file static class Text
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string text)
    {
        if (text.Length > 0)
            writer.WriteString(name, text);
    }

    public static string Read(ref Utf8JsonReader reader) => reader.GetString() ?? "";

    public static T ReadName<T>(ref Utf8JsonReader reader)
        where T : struct, Enum =>
        Enum.TryParse<T>(Read(ref reader), out var value)
            ? value
            : throw new JsonException($"'{reader.GetString()}' is no {typeof(T).Name}.");
}
