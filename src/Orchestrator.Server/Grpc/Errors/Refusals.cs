using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>What a caller is told of an exception.</summary>
internal static class Refusals
{
    /// <summary>What to do where a bound was reached.</summary>
    public const string SendAgain = "Nothing was done; send the same request again later.";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Null where the exception is a bug of ours.</summary>
    public static CallFailedException? Of(Exception failure, ServerCallContext context, bool isDraining) =>
        failure switch
        {
            CallFailedException refusal => refusal,
            RpcException known => new CallFailedException(Reason.Of(known.StatusCode), known.Status.Detail),
            EngineOverloadedException overload => Overloaded(overload),
            EngineUnavailableException when isDraining => Draining(),
            EngineUnavailableException { IsDrained: true } drained => Drained(drained),
            EngineUnavailableException engine => new(Reason.Unavailable, engine.Message) { RetryAfter = Soon },
            JournalUnavailableException or OwnershipLostException => Unavailable(),
            InvalidProtocolBufferException or DecoderFallbackException => Malformed(),
            _ when IsOver(context) => Over(context),
            OperationCanceledException => Over(context),
            _ => null,
        };

    public static CallFailedException Malformed() => new(
        Reason.MessageMalformed,
        "The message is not a valid protobuf message of its type: it was cut, is no UTF-8 where it should be, or is "
            + "nested too deep.");

    public static CallFailedException Late() => new(
        Reason.DeadlineExceeded, "The call's deadline passed before there was an answer. What was accepted goes on.");

    public static CallFailedException TooManyCalls(int max) =>
        new(Reason.Overloaded, $"{max} calls are under way, which is the most that may be. {SendAgain}")
        {
            RetryAfter = Soon,
        };

    public static CallFailedException Incident(string id) => new(
        Reason.Internal,
        "The call broke down because of a fault of the server. Nothing says that it had no effect: read before you "
            + $"send it again. Its log knows more about incident {id}.")
    {
        Metadata = new SortedDictionary<string, string> { ["incident"] = id },
    };

    private static CallFailedException Unavailable() => new(
        Reason.Unavailable,
        "The database cannot be reached now. What was accepted goes on by itself once it is back; send the same "
            + "request again, with its request id.")
    {
        RetryAfter = Soon,
    };

    private static CallFailedException Overloaded(EngineOverloadedException overload) =>
        new(Reason.Overloaded, $"{overload.Message} {SendAgain}")
        {
            RetryAfter = overload.RetryAfter,
        };

    private static CallFailedException Draining() => new(
        Reason.Draining,
        "The server is stopping. What was accepted goes on when it runs again; send the same request again, with its "
            + "request id.")
    {
        RetryAfter = Soon,
    };

    private static CallFailedException Drained(EngineUnavailableException drained) =>
        new(Reason.Draining, drained.Message) { RetryAfter = Soon };

    /// <summary>The caller is gone, or its deadline has passed: whatever broke, broke because of that.</summary>
    private static bool IsOver(ServerCallContext context) =>
        context.CancellationToken.IsCancellationRequested || CallDeadline.HasPassed(context.GetHttpContext());

    private static CallFailedException Over(ServerCallContext context) =>
        CallDeadline.HasPassed(context.GetHttpContext())
        ? Late()
        : new(Reason.Cancelled, "The call was cancelled. What was accepted goes on.");
}
