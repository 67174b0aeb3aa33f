namespace Grpc.Core;

/// <summary>Messages that arrive one after another. One reader at a time.</summary>
/// <typeparam name="T">The messages' type.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext"/> came to.</summary>
    T Current { get; }

    /// <summary>Waits for the next message.</summary>
    /// <param name="cancellationToken">Ends the wait; a client's whole call ends with it.</param>
    /// <returns>Whether there is one; false at the stream's end.</returns>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
