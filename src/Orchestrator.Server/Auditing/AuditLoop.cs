using Microsoft.Extensions.Logging;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Auditing;

/// <summary>
/// Carries out the audits that are wanted: at once where this node is asked, and otherwise soon; also one whose process
/// is gone. One at a time in the whole cluster.
/// </summary>
/// <param name="store">What is wanted.</param>
/// <param name="runner">Does it.</param>
/// <param name="metrics">What is measured of it.</param>
/// <param name="owner">This process, unlike any other that ever was.</param>
internal sealed partial class AuditLoop(
    IAuditStore store,
    AuditRunner runner,
    AuditMetrics metrics,
    string owner,
    TimeProvider time,
    ILogger<AuditLoop> log) : IAsyncDisposable
{
    /// <summary>Between two looks.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private Task _running = Task.CompletedTask;
    private int _isDisposed;

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>An audit was begun: this node looks for it now.</summary>
    public void Wake() => _wanted.Release();

    /// <summary>The server stops it, and disposes of its parts after that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _wanted.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await TurnAsync().ConfigureAwait(false);
                await metrics.RefreshAsync(_stop.Token).ConfigureAwait(false);
                await _wanted.WaitAsync(Pause, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The database is away, or an audit is broken: neither must keep the next one from being carried out.
                Broke(log, failure);
                await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TurnAsync()
    {
        // Looking costs nothing; claiming is a write.
        if (await store.ListAsync(null, 1, _stop.Token).ConfigureAwait(false) is not [{ EndTime: null }])
            return;

        var begun = time.GetTimestamp();
        if (await runner.RunNextAsync(owner, _stop.Token).ConfigureAwait(false) is not { } claimed
            || await store.FindAsync(claimed.Number, _stop.Token).ConfigureAwait(false) is not { EndTime: not null } run)
            return;

        Ended(
            log,
            run.Number,
            run.State,
            run.Parts.Sum(static part => part.Held),
            run.Parts.Sum(static part => part.Listed),
            run.Parts.Sum(static part => part.Found),
            time.GetElapsedTime(begun).TotalSeconds);
        foreach (var part in run.Parts.Where(static part => part.State == AuditState.Incomplete))
            NotAudited(log, run.Number, part.Name, part.Message);
    }

    [LoggerMessage(1, LogLevel.Information, "Audit {Audit} has ended as {State}: {Held} entries of the ledger and {Listed} resources of the systems compared, {Found} findings, {Seconds:0.0} s.")]
    private static partial void Ended(
        ILogger log, long audit, AuditState state, long held, long listed, long found, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "Audit {Audit} could not audit '{Adapter}': {Why}")]
    private static partial void NotAudited(ILogger log, long audit, string adapter, string why);

    [LoggerMessage(3, LogLevel.Error, "An audit could not be carried out; it is tried again soon.")]
    private static partial void Broke(ILogger log, Exception failure);
}
