using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Simulation.Outside;

/// <summary>
/// The systems that steps change. It keeps what docs/adapters.md asks of an adapter, and nothing more: a call that
/// comes twice is done twice, so that the engine's own care is what is seen.
/// </summary>
internal sealed class OutsideWorld(World world, Dice dice)
{
    private const double RefusedShare = 0.08;

    private readonly Dictionary<string, Thing> _things = new(StringComparer.Ordinal);
    private readonly List<Trip> _inLanes = [];

    /// <summary>In the order in which they were first heard of.</summary>
    public List<Thing> Things { get; } = [];

    private Faults Faults => world.Faults;

    /// <summary>
    /// Who is refused, and what, does not depend on what else happens: a clean run is refused the same.
    /// </summary>
    public static bool IsRefused(ulong seed, CallId id, StepCall call) =>
        IsRefused(seed, call.Order.Customer, id.Step, call.Operation);

    public static bool IsRefused(ulong seed, string customer, string step, string operation) =>
        Dice.Fixed(seed, customer, step, operation) < RefusedShare;

    public static CallAnswer Refused() =>
        new CallAnswer.Failed(new StepError("REFUSED", "The system does not allow it."));

    public static Value OutputOf(CallId id) => Value.Object(("of", id.Step));

    public bool IsThere(string key) => _things.TryGetValue(key, out var thing) && thing.IsThere;

    public Thing Find(string key)
    {
        if (_things.TryGetValue(key, out var thing))
            return thing;

        _things.Add(key, thing = new(key));
        Things.Add(thing);
        return thing;
    }

    public void Send(Trip trip)
    {
        trip.Token = TokenOf(trip.Id);
        world.Story?.Tell(trip.From.Name, $"{(trip.IsRead ? "asks what became of" : "calls")} {trip}");
        trip.From.Later(trip.Call.Timeout, () => TellOfSilence(trip));
        if (dice.Chance(Faults.CallLost))
            world.Story?.Tell("network", $"{trip} is lost on its way");
        else
            world.Agenda.In(TravelOf(trip), () => Arrive(trip));
    }

    /// <summary>What cannot be read back is never late: nobody could tell what it will do.</summary>
    private TimeSpan TravelOf(Trip trip) =>
        (trip.IsRead || trip.Operation.CanRead) && dice.Chance(Faults.CallLate)
            ? dice.Seconds(1, 40)
            : dice.Milliseconds(1, 10);

    private void TellOfSilence(Trip trip)
    {
        if (trip.IsAnswered)
            return;

        const string Silence = "There was no answer in time.";
        trip.From.TakeIn(trip.IsRead
            ? new ShardInput.ReadAnswered(trip.Id, new ReadBack.StillUnknown(Silence))
            : new ShardInput.CallAnswered(trip.Id, new CallAnswer.Unknown(Silence)));
        trip.From.End(trip);
    }

    private void Arrive(Trip trip)
    {
        if (trip.IsRead)
            Answer(trip, Read(trip));
        else if (dice.Chance(Faults.Busy))
            Answer(trip, Busy());
        else if (!trip.Operation.HasEffect)
            Answer(trip, new CallAnswer.Succeeded(OutputOf(trip.Id)));
        else
            Work(trip);
    }

    private CallAnswer.Failed Busy() => new(
        new StepError("BUSY", "The system is busy. Try again.", Retryable: true),
        dice.Chance(0.2) ? dice.Seconds(1, 30) : null);

    private ReadBack Read(Trip trip)
    {
        world.Auditor.Asked(trip);
        var side = SideOf(trip);
        if (dice.Chance(Faults.ReadUnknown) || side.Running > 0)
            return new ReadBack.StillUnknown("It cannot be told yet.");
        if (side.Times > 0 || (trip.Id.Undo && side.IsClosed))
            return new ReadBack.Done(OutputOf(trip.Id)) { Resources = ResourcesOf(trip) };

        side.DeniedUpTo = Math.Max(side.DeniedUpTo, trip.Call.Attempt);
        return new ReadBack.NotDone();
    }

    private void Work(Trip trip)
    {
        var side = SideOf(trip);
        if (trip.Call.Attempt <= side.DeniedUpTo || side.IsClosed)
        {
            Answer(trip, new CallAnswer.Failed(new StepError("TOO_LATE", "It was given up before it came.")));
            return;
        }

        if (IsRefused(world.Seed, trip.Id, trip.Call) && !side.IsRepaired)
        {
            Answer(trip, Refused());
            return;
        }

        EnterLane(trip);
        side.Running++;
        var isSlow = trip.Operation.CanRead && dice.Chance(Faults.Slow);
        if (isSlow)
            world.Agenda.In(dice.Seconds(1, trip.Call.Timeout.TotalSeconds + 5), () => Finish(trip));
        else
            Finish(trip);
    }

    private void Finish(Trip trip)
    {
        var side = SideOf(trip);
        side.Running--;
        _inLanes.Remove(trip);
        if (trip.Call.Attempt <= side.DeniedUpTo || side.IsClosed)
            return;

        Apply(trip, side);
        Answer(trip, dice.Chance(Faults.SaysUnknown)
            ? new CallAnswer.Unknown("The system does not tell.")
            : new CallAnswer.Succeeded(OutputOf(trip.Id)) { Resources = ResourcesOf(trip) });
    }

    private void Apply(Trip trip, Side side)
    {
        var thing = Find(trip.ThingKey);
        if (trip.Id.Undo)
            Close(thing);
        if (trip.Id.Undo && thing.Do.Times == 0)
        {
            side.IsClosed = true;
            world.Story?.Tell("outside", $"{trip}: there was nothing to undo");
        }
        else
        {
            side.Times++;
            world.Story?.Tell("outside", $"{trip} has its effect");
        }

        world.Auditor.Applied(trip, thing);
    }

    /// <summary>What is undone is not worked on any more.</summary>
    private void Close(Thing thing)
    {
        thing.Do.IsClosed = true;
        _inLanes.RemoveAll(other => other.ThingKey == thing.Key);
    }

    private void EnterLane(Trip trip)
    {
        world.Auditor.Arrived(trip, _inLanes);
        if (trip.Lane is not null)
            _inLanes.Add(trip);
    }

    private void Answer(Trip trip, CallAnswer answer) =>
        Bring(trip, new ShardInput.CallAnswered(trip.Id, answer), answer);

    private void Answer(Trip trip, ReadBack answer) =>
        Bring(trip, new ShardInput.ReadAnswered(trip.Id, answer), answer);

    private void Bring(Trip trip, ShardInput answer, object content)
    {
        world.Story?.Tell("outside", $"{trip} is answered: {content.GetType().Name}");
        if (dice.Chance(Faults.AnswerLost))
        {
            world.Story?.Tell("network", $"the answer to {trip} is lost");
            return;
        }

        var travel = dice.Chance(Faults.AnswerLate) ? dice.Seconds(1, 40) : dice.Milliseconds(1, 10);
        trip.From.Later(travel, () =>
        {
            if (!trip.IsAnswered && dice.Chance(Faults.AnswerOfWrongKind))
                trip.From.TakeIn(OfWrongKind(trip));
            trip.From.TakeIn(answer);
            trip.From.End(trip);
        });
        if (dice.Chance(Faults.AnswerTwice))
            trip.From.Later(travel + dice.Seconds(0, 10), () => trip.From.TakeIn(answer));
    }

    /// <summary>
    /// What no adapter has said: to another attempt, of the other side, or to another question, where that is not asked
    /// as well by now.
    /// </summary>
    private ShardInput OfWrongKind(Trip trip)
    {
        var id = trip.Id;
        var refused = new CallAnswer.Failed(new StepError("WRONG", "Nobody said this."));
        return dice.Below(trip.Token == TokenOf(trip.Id) ? 4 : 3) switch
        {
            0 => new ShardInput.CallAnswered(id with { Attempt = id.Attempt + 1 }, refused),
            1 => new ShardInput.CallAnswered(id with { Undo = !id.Undo }, refused),
            2 => new ShardInput.CallAnswered(id with { Step = id.Step + "[9]" }, refused),
            _ => trip.IsRead
                ? new ShardInput.CallAnswered(id, refused)
                : new ShardInput.ReadAnswered(id, new ReadBack.NotDone()),
        };
    }

    private long TokenOf(CallId id) => world.Database.Leases.TokenOf(ActivationId.Shard(id.Activation));

    private Side SideOf(Trip trip)
    {
        var thing = Find(trip.ThingKey);
        return trip.Id.Undo ? thing.Undo : thing.Do;
    }

    private static ResourceFact[] ResourcesOf(Trip trip) =>
        [new("thing", trip.ThingKey, Released: trip.Id.Undo)];
}
