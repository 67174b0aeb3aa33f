using Grpc.Core;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>
/// The answers of a stream, of which none is begun once the call is over: a write that is given a cancelled token
/// resets the stream, and its caller would not learn why.
/// </summary>
internal sealed class AnswerStream<T>(IServerStreamWriter<T> inner, CancellationToken over) : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        over.ThrowIfCancellationRequested();
        return inner.WriteAsync(message, cancellationToken);
    }
}
