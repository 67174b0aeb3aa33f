using Grpc.Core;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>When a client sends a request again of which it knows nothing.</summary>
/// <param name="CallMax">The deadline of each attempt.</param>
/// <param name="SendsAgain">By the failure, the attempts that were made, and the time that they took.</param>
/// <param name="Pause">After so many attempts.</param>
internal sealed record Persistence(
    TimeSpan CallMax, Func<RpcException, int, TimeSpan, bool> SendsAgain, Func<int, TimeSpan> Pause)
{
    /// <summary>Whatever becomes of the connection: for servers that are killed.</summary>
    public static Persistence UntilAnswered { get; } = new(
        TimeSpan.FromSeconds(6),
        (failure, _, taken) => Lost.Is(failure) && taken < TimeSpan.FromSeconds(90),
        _ => TimeSpan.FromMilliseconds(100));

    /// <summary>
    /// The retry policy that gRPC clients are configured with: five attempts in all, after UNAVAILABLE alone, from a
    /// tenth of a second on and twice as long each time.
    /// </summary>
    public static Persistence AsConfigured { get; } = new(
        TimeSpan.FromSeconds(60),
        (failure, attempts, _) => failure.StatusCode == StatusCode.Unavailable && attempts < 5,
        attempts => TimeSpan.FromMilliseconds(100 << (attempts - 1)));
}
