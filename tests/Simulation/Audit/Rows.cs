using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>The journal's rows, as whoever has only the database reads them.</summary>
internal static class Rows
{
    public static IReadOnlyList<Transition> Read(MemoryDatabase.Activation activation, long id = 0) =>
        [.. activation.Rows.Select(row => new Transition(id, row.Sequence, row.Time, EventJson.Read(row.Events)))];

    /// <summary>A step's place in the definition: <c>configure[2]#3</c> is a configure.</summary>
    public static string ActivityOf(string step)
    {
        var end = step.AsSpan().IndexOfAny('[', '#');
        return end < 0 ? step : step[..end];
    }
}
