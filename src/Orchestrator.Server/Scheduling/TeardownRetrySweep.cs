using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Generated;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Scheduling;

/// <summary>
/// Has the rest of incomplete teardowns tried again, without end and more and more seldom: after 5 minutes unless the
/// operator says otherwise, after twice as long, and so on up to a day. Each try is a DEPROVISION of the service, an
/// activation like any other, which anybody sees.
/// </summary>
internal sealed class TeardownRetrySweep(
    IServiceStore services,
    ITeardownAttempts attempts,
    TeardownRetry retry,
    ServerSettings settings,
    ILogger<TeardownRetrySweep> log)
    : IRecurringWork
{
    private const int Page = 500;

    /// <summary>From a second to more than a day.</summary>
    private const int DoublingsMax = 17;

    private static readonly TimeSpan Last = TimeSpan.FromDays(1);

    public string Name => "teardown-retries";

    public Recurrence When { get; } = Recurrence.Every(TimeSpan.FromMinutes(1));

    /// <summary>How long is waited after so many attempts.</summary>
    internal static TimeSpan RestAfter(TimeSpan first, int attempts)
    {
        var rest = first * (1 << Math.Min(attempts, DoublingsMax));
        return rest < Last ? rest : Last;
    }

    public async Task RunAsync(RecurringMoment moment, CancellationToken cancellation)
    {
        var known = (await attempts.ListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(tries => tries.Service, StringComparer.Ordinal);
        var query = new ServiceQuery(Page) { States = [ServiceState.TeardownIncomplete] };
        while (true)
        {
            var page = await services.ListAsync(query, cancellation).ConfigureAwait(false);
            foreach (var service in page)
            {
                known.Remove(service.Id, out var tries);
                await TryAsync(service, tries, moment.Now, cancellation).ConfigureAwait(false);
            }

            if (page.Count < Page)
                break;

            query = query with { After = page[^1].Id };
        }

        foreach (var ended in known.Keys)
            await attempts.ForgetAsync(ended, cancellation).ConfigureAwait(false);
    }

    private async Task TryAsync(
        ServiceEntry service, TeardownTries? before, DateTimeOffset now, CancellationToken cancellation)
    {
        if (before is null)
        {
            await attempts.KeepAsync(new TeardownTries(service.Id, 0, now + settings.TeardownRetryAfter, ""), cancellation)
                .ConfigureAwait(false);
            return;
        }

        if (before.NextTime > now)
            return;

        var attempt = before.Attempts + 1;
        var note = await StartAsync(service.Id, cancellation).ConfigureAwait(false);
        log.LogWarning(
            "The teardown of services/{Service} is incomplete; attempt {Attempt} to finish it{Note}",
            service.Id,
            attempt,
            note.Length == 0 ? " was started." : " was refused: " + note);
        await attempts.KeepAsync(
            new TeardownTries(service.Id, attempt, now + RestAfter(settings.TeardownRetryAfter, attempt), note), cancellation).ConfigureAwait(false);
    }

    /// <summary>Empty, or why it could not be started.</summary>
    private async Task<string> StartAsync(string service, CancellationToken cancellation)
    {
        try
        {
            await retry.StartAsync(service, cancellation).ConfigureAwait(false);
            return "";
        }
        catch (Exception later) when (later is EngineUnavailableException or EngineOverloadedException)
        {
            throw new JournalUnavailableException(later.Message, later);
        }
        catch (Exception refused) when (refused is not (JournalUnavailableException or OperationCanceledException))
        {
            // One that cannot be tried must not keep the others from being.
            return refused.Message;
        }
    }
}
