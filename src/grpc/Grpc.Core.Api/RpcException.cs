using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>
/// A call that ended with another status than OK. Thrown by clients, and by servers to end a call so.
/// </summary>
public class RpcException : Exception
{
    /// <summary>A call that ended with a status, described by it.</summary>
    /// <param name="status">How the call ended.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>A call that ended with a status, described in other words.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>A call that ended with a status and trailers.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">What came, or is to go, after the response.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>A call that ended with a status and trailers, described in other words.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">What came, or is to go, after the response.</param>
    /// <param name="message">The exception's message.</param>
    /// <exception cref="ArgumentNullException">The trailers are null.</exception>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        Status = status;
        Trailers = GrpcPreconditions.CheckNotNull(trailers, nameof(trailers));
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>What came after the response, or is to go. Empty and read-only where there is nothing.</summary>
    public Metadata Trailers { get; }
}
