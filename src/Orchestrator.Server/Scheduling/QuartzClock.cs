using Microsoft.Extensions.Logging;
using Quartz;

namespace Orchestrator.Server.Scheduling;

/// <summary>
/// Quartz's scheduler, in memory: it rings when work that recurs comes, and now and then for what was missed or left.
/// Whether there is something to do, and for which node, is the <see cref="RecurringClock"/>'s to say.
/// </summary>
internal sealed class QuartzClock(RecurringClock clock, ILogger<QuartzClock> log) : IAsyncDisposable
{
    /// <summary>
    /// How soon a time is met that nobody could meet: no server ran, the database was away, or the node that did it
    /// died.
    /// </summary>
    private static readonly TimeSpan Missed = TimeSpan.FromSeconds(30);

    private const string RunKey = "run";

    private readonly CancellationTokenSource _stop = new();
    private Task<IScheduler?> _starting = Task.FromResult<IScheduler?>(null);
    private int _isDisposed;

    /// <summary>Starts it on another thread: a server that is ready does not wait for it.</summary>
    public void Start() => _starting = Task.Run(StartAsync);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await _stop.CancelAsync().ConfigureAwait(false);
        if (await _starting.ConfigureAwait(false) is { } scheduler)
            await scheduler.Shutdown(waitForJobsToComplete: true).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task<IScheduler?> StartAsync()
    {
        try
        {
            var scheduler = await QuartzSchedulerBuilder.Create().BuildScheduler().ConfigureAwait(false);
            foreach (var (work, when) in clock.Works)
            {
                if (when.Trigger(work.Name) is { } trigger)
                    await AddAsync(scheduler, work.Name, stop => clock.TurnAsync(work, stop), trigger).ConfigureAwait(false);
            }

            await AddAsync(scheduler, "missed", clock.TurnAsync, Recurrence.Every(Missed).Trigger("missed")!)
                .ConfigureAwait(false);
            await scheduler.Start(_stop.Token).ConfigureAwait(false);
            return scheduler;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception broken)
        {
            // The server serves all the same; what recurs does not.
            log.LogCritical(broken, "Quartz could not be started: nothing that recurs is done by this node.");
            return null;
        }
    }

    private async Task AddAsync(
        IScheduler scheduler, string name, Func<CancellationToken, Task> run, ITrigger trigger)
    {
        var data = new JobDataMap { [RunKey] = (Func<Task>)(() => run(_stop.Token)) };
        var job = JobBuilder.Create<Ring>()
            .WithIdentity(name)
            .UsingJobData(data)
            .DisallowConcurrentExecution(true)
            .Build();
        await scheduler.ScheduleJob(job, trigger).ConfigureAwait(false);
    }

    /// <summary>What Quartz rings.</summary>
    internal sealed class Ring : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await ((Func<Task>)context.MergedJobDataMap[RunKey]!)().ConfigureAwait(false);
    }
}
