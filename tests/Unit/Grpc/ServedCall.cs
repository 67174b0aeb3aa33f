using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>A call that is served by nobody: all its parts are what a test can tell apart.</summary>
internal sealed class ServedCall : ServerCallContext
{
    public Metadata? Sent { get; private set; }

    protected override string MethodCore => "/service/Method";

    protected override string HostCore => "host";

    protected override string PeerCore => "ipv4:127.0.0.1:1";

    protected override DateTime DeadlineCore => DateTime.UnixEpoch;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => new(true);

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        Sent = responseHeaders;
        return Task.CompletedTask;
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException($"asked with {options?.IsPropagateDeadline}");
}
