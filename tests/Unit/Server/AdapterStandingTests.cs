using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Adapters;
using State = Orchestrator.V1.Adapter.Types.State;

namespace Orchestrator.Tests.Unit.Server;

/// <summary>Of what is in the way of an instance's calls, the first is told.</summary>
public sealed class AdapterStandingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly AdapterDecision Hold = new("net", true, "ann", "new firmware", "T-1", Noon);
    private static readonly WindowWait Night = new("night", Noon.AddHours(10));
    private static readonly SeenAdapter Well = new("one", new AdapterFigures("net", "network", "1.2"));
    private static readonly SeenAdapter HalfOpen = Failing("two", Noon, "LATE");
    private static readonly SeenAdapter Open = Failing("three", Noon.AddSeconds(1), "DOWN");

    [Fact]
    public void What_is_in_the_way_is_told_the_first_of_several()
    {
        Assert.Equal((State.Ready, ""), AdapterStanding.Of([Well], null, null, Noon));
        Assert.Equal(
            (State.WindowClosed, "The window 'night' opens at 2026-08-22 22:00:00 UTC."),
            AdapterStanding.Of([Well], null, Night, Noon));
        Assert.Equal(
            (State.CircuitHalfOpen, "Its calls failed with LATE; the next one tries again."),
            AdapterStanding.Of([Well, HalfOpen], null, Night, Noon));
        Assert.Equal(
            (State.CircuitOpen, "Its calls fail in 2 of 3 nodes with DOWN; it is tried again from time to time."),
            AdapterStanding.Of([Well, HalfOpen, Open], null, Night, Noon));
        Assert.Equal(
            (State.Unavailable, "No node that is alive has it configured."),
            AdapterStanding.Of([], null, null, Noon));
        Assert.Equal(
            (State.Held, "ann holds it: new firmware"), AdapterStanding.Of([Well, HalfOpen, Open], Hold, Night, Noon));
        Assert.Equal((State.Held, "ann holds it: new firmware"), AdapterStanding.Of([], Hold, null, Noon));
    }

    private static SeenAdapter Failing(string node, DateTimeOffset until, string code) => new(
        node,
        new AdapterFigures("net", "network", "1.2")
        {
            Circuit = new OpenCircuit(Noon.AddMinutes(-1), until),
            Calls = new CallFigures
            {
                LastFailure = new CallFailure(until, "reserve-port", "retryable", code, "It does not answer."),
            },
        });
}
