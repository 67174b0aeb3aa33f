namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// One server for all tests of a class: a test makes workflows and activations of its own, and touches no others.
/// </summary>
public sealed class SharedServer : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
