using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>Reading with await foreach.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>All messages that are still to come.</summary>
    /// <param name="streamReader">The stream. It can be read once, whatever reads it.</param>
    /// <param name="cancellationToken">Ends the wait for the next; a client's whole call ends with it.</param>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    public static IAsyncEnumerable<T> ReadAllAsync<T>(
        this IAsyncStreamReader<T> streamReader, CancellationToken cancellationToken = default)
    {
        // Outside the iterator, so that null is refused by the call and not by the first message.
        ArgumentNullException.ThrowIfNull(streamReader);

        return Messages(streamReader, cancellationToken);
    }

    private static async IAsyncEnumerable<T> Messages<T>(
        IAsyncStreamReader<T> streamReader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await streamReader.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            yield return streamReader.Current;
        }
    }
}
