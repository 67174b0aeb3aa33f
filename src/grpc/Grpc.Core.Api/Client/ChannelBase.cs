using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A way to a server; what calls go over.</summary>
public abstract class ChannelBase
{
    /// <summary>A way to a server.</summary>
    /// <param name="target">The server, as the library names it.</param>
    /// <exception cref="ArgumentNullException">The target is null.</exception>
    protected ChannelBase(string target) => Target = GrpcPreconditions.CheckNotNull(target, nameof(target));

    /// <summary>The server, as the library names it.</summary>
    public string Target { get; }

    /// <summary>Makes what calls are made with.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Closes the channel. Finished when it is closed.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>Closes the channel; without more, there is nothing to close.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
