using System.Globalization;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Dispatch;

/// <summary>Says why calls wait. Asked when somebody looks: nothing is kept of it.</summary>
internal static class AdapterDelays
{
    /// <summary>Of an activation's calls that are ready and have not begun.</summary>
    public static IReadOnlyList<StepDelay> Of(AdapterRegistry adapters, long activation, TimeProvider time) =>
    [
        .. adapters.All.SelectMany(instance => instance.Queue.Find(activation).Select(job => Of(instance, job, time))),
    ];

    private static StepDelay Of(AdapterInstance instance, AdapterJob job, TimeProvider time)
    {
        var since = time.GetUtcNow() - time.GetElapsedTime(job.ReadySince);
        StepDelay Delay(StepDelayKind kind, string message, DateTimeOffset? until = null) =>
            new(job.Id.Step, kind, since, until, message);

        if (instance.Held is { } hold)
            return Delay(StepDelayKind.Held, $"{hold.Actor} holds the adapter '{instance.Name}': {hold.Reason}");
        if (instance.Room?.Closed is { } nobody)
            return Delay(StepDelayKind.Unavailable, nobody);
        if (instance.Circuit.Open is { } circuit)
        {
            return Delay(
                StepDelayKind.CircuitOpen,
                $"Calls to the adapter '{instance.Name}' fail{WhyOf(instance)}. It is left alone, and tried again from "
                + "time to time.",
                circuit.Until > time.GetUtcNow() ? circuit.Until : null);
        }

        if (instance.Room is { } room && instance.Queue.Running >= room.Capacity)
            return Delay(StepDelayKind.Limit, $"All who take the calls of the adapter '{instance.Name}' are busy.");

        return Delay(StepDelayKind.Limit, instance.Queue.Running >= instance.Limits.ConcurrentMax
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{instance.Queue.Running} calls to the adapter '{instance.Name}' are under way, as many as may be.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"No more than {instance.Limits.PerSecondMax} calls to the adapter '{instance.Name}' may begin in a second."));
    }

    private static string WhyOf(AdapterInstance instance) =>
        instance.Calls.Read().LastFailure is { Code.Length: > 0 } failure ? $" with {failure.Code}" : "";
}
