using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>
/// One pair of products: a service of the first is changed to the second, with a failure at each step in turn, and in
/// the end without; then back, and ended.
/// </summary>
internal sealed class RandomChange(int seed)
{
    public const string Refused = "a change cannot be computed";

    private const int FailuresMax = 4;

    private readonly Random _dice = new(seed);
    private readonly List<string> _happened = [];

    /// <summary>What happened, in words, each time once.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var (source, target) = (new RandomProduct(_dice).Write("a"), new RandomProduct(_dice).Write("b"));
        var (first, then) = (Input(), Input());
        await using var world = await ChangeWorld.StartAsync(("a", source), ("b", target));
        Assert.Equal(ActivationState.Completed, (await world.ProvisionAsync("a", first)).State);
        Holds(world);
        var before = world.Things.Things;

        if (await ThereAsync(world, then, await FreshAsync("b", target, then)))
            await BackAsync(world, first, before);

        Assert.Equal(ActivationState.Completed, (await world.DeprovisionAsync()).State);
        Assert.Equal("", world.Things.Told);
        Holds(world);
        Assert.Equal(ServiceState.Terminated, world.Service.State);
        return _happened;
    }

    /// <summary>False where there is no such change.</summary>
    private async Task<bool> ThereAsync(ChangeWorld world, string input, IReadOnlyList<Thing> wanted)
    {
        if (await ComputeAsync(world, "b", input) is not { } change)
            return false;

        var steps = change.Plan.Steps.Select(step => step.Id).ToArray();
        foreach (var step in steps.OrderBy(_ => _dice.Next()).Take(FailuresMax).ToArray())
        {
            if (await FailAsync(world, change, step, wanted))
                return true;
        }

        await CompleteAsync(world, change, wanted);
        return true;
    }

    /// <summary>True where the change is done all the same.</summary>
    private async Task<bool> FailAsync(
        ChangeWorld world, ComputedChange change, string step, IReadOnlyList<Thing> wanted)
    {
        var fault = (ThingFault)_dice.Next(1, 4);
        var attempts = _dice.Next(1, 8);
        var (things, ledger) = ((Things: world.Things.Things, Told: world.There), world.Ledger);
        world.Things.Faults = (called, attempt) => called != step || (fault == ThingFault.Busy && attempt > attempts)
            ? ThingFault.None
            : fault;

        var ended = await world.ChangeAsync(change);
        world.Things.Faults = null;

        _happened.Add($"a failure ends as {ended.State}");
        _happened.Add($"{fault} ends as {ended.State}");
        Holds(world);
        var isPast = ended.Steps.Any(one => one is
        {
            CompletionNumber: > 0,
            Activity.PointOfNoReturn: PointOfNoReturn.Hard,
        });
        if (ended.State == ActivationState.RolledBack)
        {
            Assert.True(!isPast && fault != ThingFault.AnswerLost, Story(ended));
            Assert.Equal(things.Told, world.There);
            Assert.Equal(ledger, world.Ledger);
            Assert.Equal("a", world.Service.Product);
            Untouched(world, things.Things, wanted, ended);
            return false;
        }

        if (fault == ThingFault.Refused && change.Plan.Steps.Single(one => one.Id == step).Activity.OnFailure != OnFailure.Continue)
            Assert.True(isPast && ended.State == ActivationState.Fallout, Story(ended));
        else
            Assert.True(ended.State == ActivationState.Completed, Story(ended));
        while (ended.State == ActivationState.Fallout)
            ended = await world.RetryAsync(ended);
        Done(world, change, things.Things, wanted, ended);
        return true;
    }

    private async Task CompleteAsync(ChangeWorld world, ComputedChange change, IReadOnlyList<Thing> wanted)
    {
        var things = world.Things.Things;
        Done(world, change, things, wanted, await world.ChangeAsync(change));
    }

    private void Done(
        ChangeWorld world,
        ComputedChange change,
        IReadOnlyList<Thing> before,
        IReadOnlyList<Thing> wanted,
        SagaState ended)
    {
        Assert.True(ended.State == ActivationState.Completed, Story(ended));
        Assert.Equal(change.Order.Product, world.Service.Product);
        Assert.Equal(ThingAdapter.Tell(wanted), world.Things.Told);
        Holds(world);
        Untouched(world, before, wanted, ended);
        _happened.Add("a change is done");
    }

    /// <summary>
    /// Nothing was called for what both products have. Of what the adapter names only how many are alike is known.
    /// </summary>
    private static void Untouched(
        ChangeWorld world, IReadOnlyList<Thing> before, IReadOnlyList<Thing> wanted, SagaState change)
    {
        var name = ActivationId.ToText(change.Id);
        var touched = world.Things.Calls
            .Where(call => call.Activation == name)
            .Select(call => (call.Kind, call.Id))
            .ToHashSet();
        var left = before.Where(thing => !touched.Contains((thing.Kind, thing.Id))).ToArray();
        foreach (var thing in before.Where(thing => IsCommon(thing, before, wanted)))
            Assert.Contains(thing, left);
        foreach (var alike in before.Where(thing => ThingKind.Of(thing.Kind).IsChosen).GroupBy(thing => (thing.Kind, thing.Text)))
            Assert.InRange(
                left.Count(thing => (thing.Kind, thing.Text) == alike.Key),
                Math.Min(alike.Count(), wanted.Count(thing => (thing.Kind, thing.Text) == alike.Key)),
                alike.Count());
    }

    private static bool IsCommon(Thing thing, IReadOnlyList<Thing> before, IReadOnlyList<Thing> wanted)
    {
        var kind = ThingKind.Of(thing.Kind);
        if (kind.IsChosen || !wanted.Contains(thing))
            return false;

        return kind.On is not { } on
            || (!ThingKind.Of(on).IsChosen && IsCommon(before.Single(one => (one.Kind, one.Id) == (on, thing.On)), before, wanted));
    }

    private async Task BackAsync(ChangeWorld world, string input, IReadOnlyList<Thing> wanted)
    {
        if (await ComputeAsync(world, "a", input) is { } change)
            await CompleteAsync(world, change, wanted);
    }

    private async Task<ComputedChange?> ComputeAsync(ChangeWorld world, string product, string input)
    {
        try
        {
            return await world.ComputeAsync(product, input);
        }
        catch (CallFailedException refused) when (refused.Message.Contains("have to come first", StringComparison.Ordinal))
        {
            _happened.Add(Refused);
            return null;
        }
    }

    private static async Task<IReadOnlyList<Thing>> FreshAsync(string product, string content, string input)
    {
        await using var world = await ChangeWorld.StartAsync((product, content));
        await world.ProvisionAsync(product, input);
        return world.Things.Things;
    }

    private static string Story(SagaState ended) =>
        $"{ended.State}: {ended.StateReason}\n" + string.Join('\n', ended.Steps.Select(
            step => $"{step.Id} {step.State} {step.Activity.PointOfNoReturn} {step.CompletionNumber} {step.Input} {step.Error?.Message} {step.CompensationError?.Message}"));

    /// <summary>The ledger has what there is.</summary>
    private static void Holds(ChangeWorld world) =>
        Assert.Equal(world.There, world.Ledger.Order(StringComparer.Ordinal));

    private string Input() => $$"""
        { "rate": {{_dice.Next(1, 3)}}, "fancy": {{(_dice.Next(2) == 0 ? "true" : "false")}},
          "links": [{{string.Join(", ", new[] { 1, 2, 3 }.Where(_ => _dice.Next(2) == 0).Select(one => $"\"{one}\""))}}] }
        """;
}
