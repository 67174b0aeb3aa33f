namespace Grpc.Core;

/// <summary>Messages that are sent one after another. One write at a time.</summary>
/// <typeparam name="T">The messages' type.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are to be written; null as the call says.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Sends a message. Finished when the next may be sent.</summary>
    /// <param name="message">The message.</param>
    Task WriteAsync(T message);

    /// <summary>Sends a message. Finished when the next may be sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait; the whole call ends with it.</param>
    /// <exception cref="NotSupportedException">The token may be cancelled, and the library cannot.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This gRPC library cannot cancel the writing of a message.")
        : WriteAsync(message);
}
