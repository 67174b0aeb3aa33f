using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Scheduling;

/// <summary>
/// Has the rest of incomplete teardowns tried again, without end and more and more seldom: after 5 minutes, 10, 20, up to
/// a day. Each try is a DEPROVISION of the service like any other, which anybody sees.
/// </summary>
internal sealed class TeardownRetrySweep(
    IServiceStore services, ITeardownRetries retries, StartActivation start, ILogger<TeardownRetrySweep> log)
    : IRecurringWork
{
    /// <summary>Who asks, as the activations have it.</summary>
    public const string Caller = "orchestrator/teardown-retries";

    private const int Page = 500;
    private const int DoublingsMax = 9;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Last = TimeSpan.FromDays(1);

    public string Name => "teardown-retries";

    public Recurrence When { get; } = Recurrence.Every(TimeSpan.FromMinutes(1));

    /// <summary>How long is waited after so many attempts.</summary>
    internal static TimeSpan RestAfter(int attempts)
    {
        var rest = First * (1 << Math.Min(attempts, DoublingsMax));
        return rest < Last ? rest : Last;
    }

    public async Task RunAsync(RecurringMoment moment, CancellationToken cancellation)
    {
        var known = (await retries.ListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(retry => retry.Service, StringComparer.Ordinal);
        var query = new ServiceQuery(Page) { States = [ServiceState.TeardownIncomplete] };
        while (true)
        {
            var page = await services.ListAsync(query, cancellation).ConfigureAwait(false);
            foreach (var service in page)
            {
                known.Remove(service.Id, out var retry);
                await TryAsync(service, retry, moment.Now, cancellation).ConfigureAwait(false);
            }

            if (page.Count < Page)
                break;

            query = query with { After = page[^1].Id };
        }

        foreach (var ended in known.Keys)
            await retries.ForgetAsync(ended, cancellation).ConfigureAwait(false);
    }

    private async Task TryAsync(
        ServiceEntry service, TeardownRetry? before, DateTimeOffset now, CancellationToken cancellation)
    {
        if (before is null)
        {
            await retries.KeepAsync(new TeardownRetry(service.Id, 0, now + First, ""), cancellation)
                .ConfigureAwait(false);
            return;
        }

        if (before.NextTime > now)
            return;

        var attempt = before.Attempts + 1;
        var note = await StartAsync(service, attempt, cancellation).ConfigureAwait(false);
        log.LogWarning(
            "The teardown of services/{Service} is incomplete; attempt {Attempt} to finish it{Note}",
            service.Id,
            attempt,
            note.Length == 0 ? " was started." : " was refused: " + note);
        await retries.KeepAsync(
            new TeardownRetry(service.Id, attempt, now + RestAfter(attempt), note), cancellation).ConfigureAwait(false);
    }

    /// <summary>Empty, or why it could not be started.</summary>
    private async Task<string> StartAsync(ServiceEntry service, int attempt, CancellationToken cancellation)
    {
        try
        {
            await start.HandleAsync(
                new V1.StartActivationRequest
                {
                    // The activation that left it incomplete is part of it: a service may become so more than once.
                    RequestId = $"{service.Id}/{service.Activation}/{attempt}",
                    Action = V1.Action.Deprovision,
                    Customer = service.Customer,
                    Service = $"services/{service.Id}",
                },
                Caller,
                traceParent: "",
                cancellation).ConfigureAwait(false);
            return "";
        }
        catch (CallFailedException refused)
        {
            return refused.Message;
        }
        catch (Exception later) when (later is EngineUnavailableException or EngineOverloadedException)
        {
            throw new JournalUnavailableException(later.Message, later);
        }
    }
}
