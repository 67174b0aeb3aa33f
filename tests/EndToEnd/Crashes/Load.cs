using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>Clients in closed loops: each has one order at a time that is not acknowledged.</summary>
internal sealed class Load : IDisposable
{
    private const int Clients = 8;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _clients;
    private int _number;

    public Load(
        IReadOnlyList<ServerSite> servers,
        Ledger ledger,
        int seed,
        Persistence? persistence = null,
        TimeSpan rest = default) =>
        _clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(index =>
            new Client(servers, ledger, new Random(seed + index), persistence, rest).RunAsync(
                () => Interlocked.Increment(ref _number), _stop.Token)));

    /// <summary>Throws what a client met that it must not meet.</summary>
    public void Check()
    {
        if (_clients.IsFaulted)
            _clients.GetAwaiter().GetResult();
    }

    /// <summary>No new orders; those that were begun are brought to their acknowledgement.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
    }

    public void Dispose() => _stop.Dispose();
}
