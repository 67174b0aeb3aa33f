using System.Text;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>The journal as a person reads it who looks into the database.</summary>
public abstract class JournalInFull(Func<Task<DurableHost>> newHost) : JournalConformance(async () => await newHost())
{
    private DurableHost Durable => (DurableHost)Host;

    [Fact]
    public async Task A_view_shows_every_transition_as_JSON()
    {
        SagaEvent[] events =
        [
            new StepSucceeded(
                "it's", Value.Object(("text", "\u0000\u0001\u001f\t\n \"},{\"e\":\"Step\" \u007f Zoë 🚀"))),
            new StepRequested(2, "reserve-port", 0, Value.Object()),
            new ActivationCompleted(),
        ];
        await WrittenAsync(Write(1, Start(Id(1))));
        await WrittenAsync(Write(2, new Transition(Id(1), 5, Noon, events)));

        var row = $"where activation = {Id(1)} and sequence = 5";
        var shown = await Durable.ReadTextAsync($"select events from journal_events {row}");

        Assert.Equal(Encoding.UTF8.GetString(EventJson.ToBytes(events)), shown);
        var kept = await Durable.ReadAsync($"select length(events) from journal {row}");
        Assert.True(kept < shown.Length, "The journal keeps phrases in full.");
    }
}
