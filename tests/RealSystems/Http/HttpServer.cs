using System.Text.Json.Nodes;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Http;

/// <summary>A real system, started once for the tests of a collection, which leave it as they found it.</summary>
public abstract class HttpServer : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Its declaration.</summary>
    public abstract string Declaration { get; }

    /// <summary>By the declaration's names.</summary>
    public abstract IReadOnlyDictionary<string, string> Secrets { get; }

    public virtual JsonObject Settings => [];

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; protected set; }

    /// <summary>Whether a request changes something.</summary>
    public abstract bool HasEffect(string request);

    /// <summary>All that it holds, in an order of its own; without what only ever grows, such as serial numbers.</summary>
    public abstract Task<string> WorldAsync();

    /// <summary>Empties it.</summary>
    public abstract Task ClearAsync();

    public abstract Task KillAsync();

    /// <summary>After it was killed.</summary>
    public abstract Task StartAsync();

    public abstract Task InitializeAsync();

    public abstract ValueTask DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}

/// <summary>An adapter on trial on a real system, with a relay between the two.</summary>
internal sealed class HttpTrial : AdapterTrial
{
    private readonly TemporaryFolder _folder = new("http-trial");
    private readonly HttpServer _server;

    public HttpTrial(HttpServer server)
    {
        _server = server;
        Relay = new HttpRelay(server.Port, server.HasEffect);
        Adapter = DeclaredSystem.Make(server.Declaration, Relay.Address, server.Secrets, _folder, server.Settings);
    }

    public HttpRelay Relay { get; }

    public override Adapters.IAdapter Adapter { get; }

    public override Task<string> WorldAsync() => _server.WorldAsync();

    public override Adapters.AdapterCall Arrange(Mishap mishap, Adapters.AdapterCall call)
    {
        Relay.Arrange(mishap);
        return call;
    }

    public override async ValueTask DisposeAsync()
    {
        ((IDisposable)Adapter).Dispose();
        await Relay.DisposeAsync();
        _folder.Dispose();
        await _server.ClearAsync();
    }
}
