using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using State = Orchestrator.V1.Adapter.Types.State;

namespace Orchestrator.Server.Grpc.Adapters;

/// <summary>What is in the way of an instance's calls, and why.</summary>
internal static class AdapterStanding
{
    public static (State State, string Reason) Of(
        IReadOnlyList<SeenAdapter> seen, AdapterDecision? hold, WindowWait? window, DateTimeOffset now)
    {
        if (hold is not null)
            return (State.Held, $"{hold.Actor} holds it: {hold.Reason}");
        if (seen.Count == 0)
            return (State.Unavailable, "No node that is alive has it configured.");

        var closed = seen.Where(static one => one.Figures.Closed is not null).ToArray();
        if (closed.Length > 0)
            return (State.Unavailable, string.Create(
                CultureInfo.InvariantCulture,
                $"{(seen.Count == 1 ? "" : $"In {closed.Length} of {seen.Count} nodes: ")}{closed[0].Figures.Closed}"));

        var open = seen.Where(static one => one.Figures.Circuit is not null).ToArray();
        if (open.Any(one => one.Figures.Circuit!.Until > now))
            return (State.CircuitOpen, string.Create(
                CultureInfo.InvariantCulture,
                $"Its calls fail in {open.Length} of {seen.Count} nodes{WhyOf(open)}; it is tried again from time to time."));
        if (open.Length > 0)
            return (State.CircuitHalfOpen, $"Its calls failed{WhyOf(open)}; the next one tries again.");

        return window is null
            ? (State.Ready, "")
            : (State.WindowClosed, $"The window '{window.Window}' opens at {window.Opens.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
    }

    private static string WhyOf(SeenAdapter[] open) => open
        .Select(static one => one.Figures.Calls.LastFailure)
        .Where(static failure => failure is not null)
        .MaxBy(static failure => failure!.Time) is { Code.Length: > 0 } last
            ? $" with {last.Code}"
            : "";
}
