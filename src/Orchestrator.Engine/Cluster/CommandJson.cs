using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Cluster;

/// <summary>Commands and their answers, as one node writes them to another.</summary>
internal static class CommandJson
{
    /// <summary>Asks why calls of the activation have not begun.</summary>
    public const string DelaysWanted = "{\"command\":\"FindDelays\"}";

    private const string StartsWith = "{\"command\":\"Start\",\"behind\":";

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new ValueJsonConverter(), new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameCommands } },
    };

    public static string Write(SagaCommand command) => JsonSerializer.Serialize(command, Options);

    /// <summary>The order as the journal would have it.</summary>
    public static string Write(SentStart start) =>
        $"{StartsWith}{start.Behind.ToString(CultureInfo.InvariantCulture)},\"accepted\":{Encoding.UTF8.GetString(EventJson.ToBytes([start.What]))}}}";

    /// <summary>Null where it is a command.</summary>
    /// <exception cref="JsonException">A later version wrote it.</exception>
    public static SentStart? ReadStart(string text)
    {
        if (!text.StartsWith(StartsWith, StringComparison.Ordinal))
            return null;

        using var read = JsonDocument.Parse(text);
        var accepted = EventJson.Read(Encoding.UTF8.GetBytes(read.RootElement.GetProperty("accepted").GetRawText()));
        return new SentStart((ActivationAccepted)accepted[0], read.RootElement.GetProperty("behind").GetInt64());
    }

    /// <exception cref="JsonException">A later version wrote it.</exception>
    public static SagaCommand ReadCommand(string text) =>
        JsonSerializer.Deserialize<SagaCommand>(text, Options) ?? throw new JsonException("A command is null.");

    public static string Write(ReplyContent reply) => JsonSerializer.Serialize(Of(reply), Options);

    public static RemoteReply ReadReply(string text) =>
        JsonSerializer.Deserialize<RemoteReply>(text, Options) ?? throw new JsonException("An answer is null.");

    public static string Write(IReadOnlyList<StepDelay> delays) =>
        JsonSerializer.Serialize(new RemoteReply(0) { Delays = delays }, Options);

    private static RemoteReply Of(ReplyContent reply) => reply switch
    {
        ReplyContent.Accepted it => new RemoteReply(it.State.Id) { Sequence = it.State.Sequence },
        ReplyContent.Repeated it => new RemoteReply(it.Activation) { Sequence = it.Sequence, IsRepeated = true },
        ReplyContent.ServiceBusy it => new RemoteReply(it.Activation) { IsBusy = true, IsToBeAsked = it.IsToBeAsked },
        ReplyContent.ServiceChanged it => new RemoteReply(it.Activation) { IsChanged = true },
        ReplyContent.Refused it => new RemoteReply(0) { Refused = it.Why },
        _ => new RemoteReply(0),
    };

    private static void NameCommands(JsonTypeInfo type)
    {
        if (type.Type != typeof(SagaCommand))
            return;

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "command" };
        foreach (var kind in typeof(SagaCommand).GetNestedTypes().Where(
            static kind => kind.IsSubclassOf(typeof(SagaCommand))))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
    }
}

/// <summary>An order that is to wait for its service, in the shard of the activation that has it.</summary>
/// <param name="What">The order, and the version of its workflow.</param>
/// <param name="Behind">The activation that had the service.</param>
internal sealed record SentStart(ActivationAccepted What, long Behind);

/// <summary>
/// An answer without what is in the journal anyway: who asked reads the activation's state there, as it was then.
/// </summary>
/// <param name="Activation">0 where there is none.</param>
internal sealed record RemoteReply(long Activation)
{
    public long? Sequence { get; init; }

    public bool IsRepeated { get; init; }

    public bool IsBusy { get; init; }

    /// <summary>With IsBusy: the order is to be started again behind that one, in its shard.</summary>
    public bool IsToBeAsked { get; init; }

    /// <summary>The service has changed since the order was checked: it is to be checked anew.</summary>
    public bool IsChanged { get; init; }

    public Refusal? Refused { get; init; }

    /// <summary>Why calls have not begun, where that was asked.</summary>
    public IReadOnlyList<StepDelay>? Delays { get; init; }
}
