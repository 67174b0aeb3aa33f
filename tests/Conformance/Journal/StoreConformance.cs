namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What every suite of a store begins and ends with: a database of its own, and a process that uses it.</summary>
public abstract class StoreConformance<THost>(Func<Task<THost>> newHost) : IAsyncLifetime
    where THost : JournalHost
{
    private THost? _host;
    private JournalProcess? _process;

    protected THost Host => _host!;

    protected JournalProcess Process => _process!;

    public virtual async Task InitializeAsync()
    {
        _host = await newHost();
        await RestartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    /// <summary>What a process does before anything else.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>The process ends, and none begins.</summary>
    protected async Task EndAsync()
    {
        await Process.DisposeAsync();
        _process = null;
    }

    /// <summary>The process ends, where there is one, and another one begins.</summary>
    protected async Task RestartAsync()
    {
        if (_process is not null)
            await EndAsync();
        _process = await Host.StartAsync();
        await BeginAsync();
    }
}
