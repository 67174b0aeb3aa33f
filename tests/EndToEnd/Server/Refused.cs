using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>A call that was refused, as its caller sees it.</summary>
public sealed record Refused(StatusCode Code, string Reason, string Domain)
{
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>Field and description of each violation.</summary>
    public IReadOnlyList<(string Field, string Description)> Fields { get; private init; } = [];

    /// <summary>Type and subject of each.</summary>
    public IReadOnlyList<(string Type, string Subject)> Preconditions { get; private init; } = [];

    public string Message { get; private init; } = "";

    public string RequestId { get; private init; } = "";

    public TimeSpan? RetryAfter { get; private init; }

    public static async Task<Refused> ByAsync<T>(AsyncUnaryCall<T> call) =>
        Of(await Assert.ThrowsAsync<RpcException>(async () => await call));

    public static Refused Of(RpcException failure)
    {
        var details = failure.Trailers.GetValueBytes("grpc-status-details-bin");
        Assert.NotNull(details);
        var status = Status.Parser.ParseFrom(details);
        Assert.Equal(((int)failure.StatusCode, failure.Status.Detail), (status.Code, status.Message));
        var info = Assert.Single(status.Details, detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        return new Refused(failure.StatusCode, info.Type, info.Domain)
        {
            Message = status.Message,
            Metadata = new Dictionary<string, string>(info.Metadata),
            Fields = [.. Find<BadRequest>(status).SelectMany(bad => bad.FieldViolations).Select(
                one => (one.Field, one.Description))],
            Preconditions = [.. Find<PreconditionFailure>(status).SelectMany(failed => failed.Violations).Select(
                one => (one.Type, one.Subject))],
            RequestId = Find<RequestInfo>(status).SingleOrDefault()?.RequestId ?? "",
            RetryAfter = Find<RetryInfo>(status).SingleOrDefault()?.RetryDelay.ToTimeSpan(),
        };
    }

    private static IEnumerable<T> Find<T>(Status status)
        where T : Google.Protobuf.IMessage, new() =>
        status.Details.Where(
            detail => detail.TypeUrl.EndsWith("/" + new T().Descriptor.FullName, StringComparison.Ordinal))
            .Select(detail => detail.Unpack<T>());
}
