namespace Grpc.Core;

/// <summary>A client's requests that are sent one after another.</summary>
/// <typeparam name="T">The requests' type.</typeparam>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Tells the server that no more requests come. To be called after the last write has finished.</summary>
    Task CompleteAsync();
}
