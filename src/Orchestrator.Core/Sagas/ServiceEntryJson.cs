using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>By hand, because what is left out is empty text and not null, as in orders.</summary>
internal sealed class ServiceEntryJsonConverter : JsonConverter<ServiceEntry>
{
    public override ServiceEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var service = new ServiceEntry("", "", "", ServiceState.Reserved, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            service = With(service, member, ref reader);
        }

        return service;
    }

    public override void Write(Utf8JsonWriter writer, ServiceEntry value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, value.Id);
        writer.WriteString("customer"u8, value.Customer);
        writer.WriteString("product"u8, value.Product);
        if (value.State != default)
            writer.WriteString("state"u8, value.State.ToString());
        if (value.Activation != 0)
            writer.WriteNumber("activation"u8, value.Activation);
        if (!value.Input.IsNull)
        {
            writer.WritePropertyName("input"u8);
            ValueJson.Write(writer, value.Input);
        }

        if (value.ProductVersion != 0)
            writer.WriteNumber("productVersion"u8, value.ProductVersion);
        Write(writer, "createTime"u8, value.CreateTime);
        Write(writer, "activeTime"u8, value.ActiveTime);
        Write(writer, "endTime"u8, value.EndTime);
        if (value.Reason.Length > 0)
            writer.WriteString("reason"u8, value.Reason);
        writer.WriteEndObject();
    }

    private static ServiceEntry With(ServiceEntry service, string? member, ref Utf8JsonReader reader)
    {
        switch (member)
        {
            case "id": return service with { Id = reader.GetString() ?? "" };
            case "customer": return service with { Customer = reader.GetString() ?? "" };
            case "product": return service with { Product = reader.GetString() ?? "" };
            case "state": return service with { State = Enum.Parse<ServiceState>(reader.GetString() ?? "") };
            case "activation": return service with { Activation = reader.GetInt64() };
            case "input": return service with { Input = ValueJson.Read(ref reader) };
            case "productVersion": return service with { ProductVersion = reader.GetInt32() };
            case "createTime": return service with { CreateTime = Time(ref reader) };
            case "activeTime": return service with { ActiveTime = Time(ref reader) };
            case "endTime": return service with { EndTime = Time(ref reader) };
            case "reason": return service with { Reason = reader.GetString() ?? "" };
            default: reader.Skip(); return service;
        }
    }

    private static DateTimeOffset Time(ref Utf8JsonReader reader) => reader.GetDateTimeOffset().ToUniversalTime();

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } known)
            writer.WriteString(name, known.UtcDateTime);
    }
}
