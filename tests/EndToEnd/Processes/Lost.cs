using System.Diagnostics;
using Grpc.Core;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>When a client knows nothing of its call, and sends it again with the same request id.</summary>
internal static class Lost
{
    private const string Details = "grpc-status-details-bin";

    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    public static bool Is(RpcException failure) => failure.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted => true,

        // What the client's own library makes of a connection that is cut within an answer.
        StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown => failure.Trailers.Get(Details) is null
            && IsOfConnection(failure),
        _ => false,
    };

    /// <summary>Sends it again, as the protocol says, until there is an answer.</summary>
    public static async Task<T> SendUntilAnsweredAsync<T>(Func<Task<T>> call)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(Pace))
        {
            try
            {
                return await call();
            }
            catch (RpcException away) when (Is(away) && patience.Elapsed < PatienceMax)
            {
                // Sent again, with the same request id.
            }
        }
    }

    private static bool IsOfConnection(RpcException failure)
    {
        for (var cause = failure.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException or HttpRequestException)
                return true;
        }

        return false;
    }
}
