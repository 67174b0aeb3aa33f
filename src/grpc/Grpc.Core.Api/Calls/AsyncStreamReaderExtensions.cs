using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>Reading without a token.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Waits for the next message, as long as it takes.</summary>
    /// <param name="streamReader">The stream.</param>
    /// <returns>Whether there is one; false at the stream's end.</returns>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class =>
        GrpcPreconditions.CheckNotNull(streamReader, nameof(streamReader)).MoveNext(CancellationToken.None);
}
