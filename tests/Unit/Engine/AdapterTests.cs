using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What adapters get, and what becomes of what they give.</summary>
public sealed class AdapterTests
{
    [Fact]
    public async Task An_adapter_gets_input_key_attempt_and_labels()
    {
        await using var world = await new EngineWorld(One(Value.Object(("port", 7)))).StartAsync();
        var labels = ImmutableSortedDictionary<string, string>.Empty.Add("region", "north");

        var state = EngineWorld.StateIn(await world.Run(world.Order() with { Labels = labels }));
        var call = Assert.Single(world.Adapter.Calls);

        Assert.Equal("""{"port":7}""", call.Input.GetRawText());
        Assert.Equal($"{ActivationId.ToText(state.Id)}/a/do", call.IdempotencyKey);
        Assert.Equal((1, null), (call.Attempt, call.Undoes));
        Assert.Equal(labels, call.Labels);
    }

    [Fact]
    public async Task A_sealed_value_is_opened_for_the_adapter_alone()
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a", input: Plans.Code(scope =>
            Value.Object(("password", scope.TryGetInput("password", out var value) ? value : Value.Null))))));
        await using var world = await new EngineWorld(plan).StartAsync();
        var token = world.Sealer.Seal("open sesame");

        await world.Run(world.Order() with { Input = Value.Object(("password", token)) });
        var kept = string.Join('\n', world.Database.Activations.Values.Single().Rows
            .Select(row => System.Text.Encoding.UTF8.GetString(row.Events)));

        Assert.Equal("""{"password":"open sesame"}""", world.Adapter.Calls.Single().Input.GetRawText());
        Assert.Contains(token, kept);
        Assert.DoesNotContain("sesame", kept);
    }

    [Fact]
    public async Task A_secret_that_a_system_repeats_in_its_words_is_not_kept()
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a", input: Plans.Code(scope =>
            Value.Object(("password", scope.TryGetInput("password", out var value) ? value : Value.Null))))));
        await using var world = await new EngineWorld(plan).StartAsync();
        world.Adapter.Answers("a", new Answer.Permanent("TOO_WEAK", "The password 'open sesame' is too weak."));

        await world.Run(world.Order() with { Input = Value.Object(("password", world.Sealer.Seal("open sesame"))) });
        var kept = string.Join('\n', world.Database.Activations.Values.Single().Rows
            .Select(row => System.Text.Encoding.UTF8.GetString(row.Events)));

        Assert.Contains("The password '***' is too weak.", kept.Replace("\\u0027", "'", StringComparison.Ordinal));
        Assert.DoesNotContain("sesame", kept);
    }

    [Fact]
    public async Task A_secret_in_an_output_is_sealed_before_it_is_kept()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        world.Adapter.Answers("a", new Answer.Succeeded(JsonElement.Parse("""{"secret":{"pin":1234},"other":"plain"}""")));

        var output = EngineWorld.StateIn(await world.Run()).FindStep("a")!.Output;

        Assert.StartsWith("sealed:v1:", output["secret"].AsString);
        Assert.Equal("plain", output["other"].AsString);
        Assert.Equal(
            Value.Object(("secret", Value.Object(("pin", 1234))), ("other", "plain")), world.Sealer.Open(output));
    }

    [Fact]
    public async Task Resources_of_a_call_are_kept_with_the_step()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        world.Adapter.Answers("a", new Answer.Succeeded { Resources = [new(new("port", "edge-1/7"))] });

        var state = EngineWorld.StateIn(await world.Run());

        Assert.Equal([new ResourceFact("port", "edge-1/7")], state.FindStep("a")!.Resources);
    }

    [Fact]
    public async Task An_adapter_that_throws_has_had_an_unknown_outcome_and_is_read_back()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        world.Adapter.Answers("a", (call, _) =>
        {
            world.Adapter.Apply(call, new());
            throw new InvalidOperationException("the line of the password: sesame");
        });

        var state = EngineWorld.StateIn(await world.Run());

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Contains("StepUnknown", world.Events(state.Id));
        Assert.Single(world.Adapter.Calls);
        Assert.Equal(1, world.Adapter.EffectCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_adapter_that_does_not_answer_in_time_is_left_behind_and_read_back(bool heedsItsToken)
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        world.Adapter.Answers("a", async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, heedsItsToken ? cancellation : default);
            return new Answer.Succeeded();
        });

        var state = EngineWorld.StateIn(await world.Pass(world.Run()));

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Contains("StepUnknown", world.Events(state.Id));
        Assert.Equal(2, world.Adapter.Calls.Count);
        Assert.Equal(1, world.Adapter.EffectCount);
    }

    [Fact]
    public async Task An_adapter_that_gives_no_answer_at_all_has_had_an_unknown_outcome()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        world.Adapter.Answers("a", (_, _) => Task.FromResult<Answer>(null!));

        var state = EngineWorld.StateIn(await world.Pass(world.Run()));

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Contains("StepUnknown", world.Events(state.Id));
    }

    public static TheoryData<string> Unkeepable => new(
        "[1]",
        "7",
        $$"""{"deep":{{new string('[', 60)}}{{new string(']', 60)}}}""",
        $$"""{"large":"{{new string('x', 1_100_000)}}"}""",
        """{"half":"\ud800"}""");

    [Theory]
    [MemberData(nameof(Unkeepable))]
    public async Task An_output_that_cannot_be_kept_is_left_out_of_a_success(string output)
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        using var document = JsonDocument.Parse(output, new JsonDocumentOptions { MaxDepth = 128 });
        world.Adapter.Answers("a", new Answer.Succeeded(document.RootElement.Clone()));

        var state = EngineWorld.StateIn(await world.Run());

        Assert.Equal(ActivationState.Completed, state.State);
        Assert.Equal(Value.Null, state.FindStep("a")!.Output);
    }

    [Fact]
    public async Task A_step_of_an_adapter_that_is_not_configured_waits_to_be_tried_again()
    {
        var plans = new Plans();
        await using var world = await new EngineWorld(
            plans.Build(plans.Sequence("all", plans.Step("a"))), adapter: new ScriptedAdapter("other")).StartAsync();

        var id = EngineWorld.StateIn(await world.Begin()).Id;
        await EngineWorld.Until(() => world.Events(id).Contains("StepAttemptFailed"));
        var step = (await world.Engine.ReadAsync(id, long.MaxValue, default))!.FindStep("a")!;

        Assert.Equal("ADAPTER_MISSING", step.Error!.Code);
        Assert.Equal(StepState.Retrying, step.State);
        Assert.Equal(world.Time.GetUtcNow() + TimeSpan.FromMinutes(1), step.NextAttempt);
    }

    [Fact]
    public async Task An_adapter_that_blocks_its_thread_holds_up_nobody_else()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        using var released = new ManualResetEventSlim();
        for (var count = 0; count < 4; count++)
        {
            world.Adapter.Answers("a", (call, _) =>
            {
                released.Wait(EngineWorld.Patience, CancellationToken.None);
                return Task.FromResult<Answer>(world.Adapter.Apply(call, new()));
            });
        }

        Task[] blocked = [.. Enumerable.Range(0, 4).Select(_ => world.Run())];
        await EngineWorld.Until(() => world.Adapter.Calls.Count == 4);
        var other = await world.Run();
        var stillBlocked = !blocked.Any(one => one.IsCompleted);
        released.Set();
        await Task.WhenAll(blocked);

        Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(other).State);
        Assert.True(stillBlocked);
    }

    private static WorkflowPlan One(Value input = default)
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a", input: Plans.Literal(input))));
    }
}
