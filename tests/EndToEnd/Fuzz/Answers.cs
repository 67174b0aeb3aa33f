using System.Collections.Concurrent;
using Google.Rpc;
using Grpc.Core;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>How calls were answered, and which of the answers no input may ever get.</summary>
internal sealed class Answers
{
    private const string Details = "grpc-status-details-bin";
    private static readonly StatusCode[] Fair =
    [
        StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.FailedPrecondition, StatusCode.Aborted,
        StatusCode.ResourceExhausted, StatusCode.Unimplemented, StatusCode.PermissionDenied,
    ];

    private readonly ConcurrentDictionary<(string Method, StatusCode Code), int> _counts = [];
    private readonly ConcurrentQueue<string> _unfair = [];

    /// <summary>Answers that were none of those that bad input gets, with what was sent.</summary>
    public IReadOnlyCollection<string> Unfair => _unfair;

    public int Count(string method, StatusCode code) => _counts.GetValueOrDefault((method, code));

    public void Note(string method, StatusCode code) => _counts.AddOrUpdate((method, code), 1, (_, count) => count + 1);

    /// <param name="method">Which was called.</param>
    /// <param name="refused">How it was refused.</param>
    /// <param name="what">What was sent.</param>
    /// <param name="mayWait">Whether the call's own deadline may end it.</param>
    public void Note(string method, RpcException refused, Func<string> what, bool mayWait)
    {
        Note(method, refused.StatusCode);
        if (mayWait && refused.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Cancelled)
            return;

        if (!Fair.Contains(refused.StatusCode) || !HasReason(refused))
            _unfair.Enqueue($"{method} answered {refused.Status} to {what()}");
    }

    public override string ToString() => string.Join(
        '\n', _counts.OrderBy(entry => entry.Key.Method, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Code)
            .Select(entry => $"{entry.Key.Method} {entry.Key.Code} {entry.Value}"));

    private static bool HasReason(RpcException refused)
    {
        if (refused.Trailers.GetValueBytes(Details) is not { } bytes)
            return false;

        var status = Google.Rpc.Status.Parser.ParseFrom(bytes);
        return status.Code == (int)refused.StatusCode
            && status.Details.Count(
                detail => detail.TryUnpack<ErrorInfo>(out var info)
                    && info.Domain == "orchestrator"
                    && info.Type.Length > 0) == 1;
    }
}
