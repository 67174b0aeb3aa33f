using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>
/// What the four kinds of calls ask of the library that made them. The delegates take a state, so that a library can
/// use static ones for all calls; delegates without are handed over as the state of static ones that call them.
/// </summary>
internal readonly struct CallState(
    Func<object, Task<Metadata>> headers,
    Func<object, Status> status,
    Func<object, Metadata> trailers,
    Action<object> dispose,
    object state)
{
    private readonly Func<object, Task<Metadata>> _headers = GrpcPreconditions.CheckNotNull(headers);
    private readonly Func<object, Status> _status = GrpcPreconditions.CheckNotNull(status);
    private readonly Func<object, Metadata> _trailers = GrpcPreconditions.CheckNotNull(trailers);
    private readonly Action<object> _dispose = GrpcPreconditions.CheckNotNull(dispose);

    public CallState(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(
            static state => ((Parts)state).Headers,
            static state => ((Parts)state).Status(),
            static state => ((Parts)state).Trailers(),
            static state => ((Parts)state).Dispose(),
            new Parts(
                GrpcPreconditions.CheckNotNull(headers),
                GrpcPreconditions.CheckNotNull(status),
                GrpcPreconditions.CheckNotNull(trailers),
                GrpcPreconditions.CheckNotNull(dispose)))
    {
    }

    public Task<Metadata> Headers => _headers(state);

    public Status Status => _status(state);

    public Metadata Trailers => _trailers(state);

    public void Dispose() => _dispose(state);

    private sealed record Parts(Task<Metadata> Headers, Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
