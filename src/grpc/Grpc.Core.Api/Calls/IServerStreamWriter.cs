namespace Grpc.Core;

/// <summary>A server's responses that are sent one after another; they end when the method returns.</summary>
/// <typeparam name="T">The responses' type.</typeparam>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
