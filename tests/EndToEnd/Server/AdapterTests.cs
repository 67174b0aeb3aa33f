using Grpc.Core;
using Orchestrator.Server.Settings;
using Orchestrator.V1;
using ActivationStates = Orchestrator.V1.Activation.Types.State;
using Kind = Orchestrator.V1.StepDelay.Types.Kind;
using State = Orchestrator.V1.Adapter.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Operators see how it is with adapters, and hold one.</summary>
public sealed class AdapterTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(settings => settings with
    {
        AdapterLimits = new Dictionary<string, IReadOnlyDictionary<string, RawSetting>>
        {
            ["null"] = new Dictionary<string, RawSetting>
            {
                ["ConcurrentMax"] = new("7", "a test"),
                ["PerSecondMax"] = new("100.5", "a test"),
                ["TimeoutMaxSeconds"] = new("2.5", "a test"),
            },
        },
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task All_instances_are_listed_by_name_and_one_is_shown_with_its_operations_limits_and_calls()
    {
        var workflow = await _server.PublishAsync(Definitions.Fails);
        await _server.RunAsync(workflow);

        var all = (await _server.Adapters.ListAdaptersAsync(new ListAdaptersRequest())).Adapters;
        var one = await _server.Adapters.GetAdapterAsync(new GetAdapterRequest { Name = "adapters/null" });

        Assert.Equal(
            all.Select(adapter => adapter.Name).Order(StringComparer.Ordinal), all.Select(adapter => adapter.Name));
        Assert.All(all, adapter => Assert.Equal((State.Ready, "", 0), (adapter.State, adapter.StateReason, adapter.Operations.Count)));
        var contract = typeof(Orchestrator.Adapters.IAdapter).Assembly.GetName().Version!.ToString(2);
        Assert.Contains(all, adapter => adapter is { Name: "adapters/network", Kind: "network" } && adapter.ContractVersion == contract);
        Assert.Equal((State.Ready, "null", 0, 0), (one.State, one.Kind, one.CallsInFlight, one.CallsWaiting));
        Assert.Equal((7, 100.5, 2.5), (one.Limits.ConcurrentMax, one.Limits.PerSecondMax, one.Limits.TimeoutMax.ToTimeSpan().TotalSeconds));
        Assert.Equal([("permanent", 1)], one.Errors.Select(error => (error.Answer, error.Count)));
        Assert.Equal(("fail", "permanent"), (one.LastFailure.Operation, one.LastFailure.Answer));
        Assert.Equal(one.Errors[0].Code, one.LastFailure.Code);
        Assert.True(one.LastSuccessTime >= one.LastFailure.Time);
        Assert.InRange(one.CallsPerSecond, 2 / 70.0, 3 / 60.0);
        Assert.NotNull(one.Median);
        Assert.True(one.Percentile95.ToTimeSpan() >= one.Median.ToTimeSpan());
        var operation = Assert.Single(one.Operations, operation => operation.Name == "do");
        Assert.Equal((true, "undo"), (operation.HasEffect, operation.Inverse));
        Assert.Contains("object", operation.InputSchema, StringComparison.Ordinal);
        var node = Assert.Single(one.Nodes);
        Assert.Equal((one.LastFailure.Node, one.Version, false, false), (node.Node, node.Version, node.Held, node.CircuitOpen));
    }

    [Fact]
    public async Task While_it_is_held_steps_wait_and_say_so_and_publishing_does_not_and_all_decisions_are_shown()
    {
        var ann = new Metadata { { "orchestrator-caller", "ann" } };
        var held = await _server.Adapters.HoldAdapterAsync(Hold("r-1"), ann);
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);
        var name = (await _server.Activations.StartActivationAsync(_server.Order(workflow))).Name;
        var waiting = await UntilAsync(name, step => step.Delay is not null);
        var metrics = await _server.Http.GetStringAsync("metrics");
        var seen = await _server.Adapters.GetAdapterAsync(new GetAdapterRequest { Name = "adapters/null" });
        var basic = await _server.Activations.GetActivationAsync(
            new GetActivationRequest { Name = name, View = ActivationView.Basic });
        var released = await _server.Adapters.ReleaseAdapterAsync(Release("r-2"));
        var ended = await _server.UntilAsync(name, ActivationStates.Completed);
        var again = await _server.Adapters.HoldAdapterAsync(Hold("r-1"), ann);

        Assert.Equal((State.Held, "ann holds it: new firmware"), (held.State, held.StateReason));
        Assert.True(Assert.Single(held.Nodes).Held);
        Assert.Equal(("ann", true, "new firmware", "T-1"), (held.Hold.Actor, held.Hold.Hold, held.Hold.Decision.Reason, held.Hold.Decision.Ticket));
        Assert.Equal(
            (Kind.Held, "ann holds the adapter 'null': new firmware", null),
            (waiting.Delay.Kind, waiting.Delay.Message, waiting.Delay.UntilTime));
        Assert.True(waiting.Delay.SinceTime >= held.Hold.Time);
        Assert.Equal((0, 1), (seen.CallsInFlight, seen.CallsWaiting));
        Assert.True(seen.OldestWaiting.ToTimeSpan() > TimeSpan.Zero);
        Assert.Contains("orchestrator_adapter_held{adapter=\"null\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("orchestrator_adapter_held{adapter=\"mail\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("orchestrator_adapter_circuit_open{adapter=\"null\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("orchestrator_adapter_calls_in_flight{adapter=\"null\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("orchestrator_adapter_calls_waiting{adapter=\"null\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.True(Metric(metrics, "orchestrator_adapter_calls_oldest_waiting_seconds{adapter=\"null\"} ") > 0);
        Assert.Empty(basic.Steps);
        Assert.Equal((State.Ready, null), (released.State, released.Hold));
        Assert.All(ended.Steps, step => Assert.Equal((1, null), (step.Attempts, step.Delay)));
        Assert.Equal(State.Ready, again.State);
        Assert.Equal(
            [(false, "anonymous", "it has it"), (true, "ann", "new firmware")],
            again.Decisions.Select(one => (one.Hold, one.Actor, one.Decision.Reason)));
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_all_at_once_and_an_instance_that_nobody_has_is_not_found()
    {
        var wrong = await Refused.ByAsync(_server.Adapters.HoldAdapterAsync(
            new HoldAdapterRequest { Name = "null", RequestId = new string('x', 129) }));
        Refused[] missing =
        [
            await Refused.ByAsync(_server.Adapters.GetAdapterAsync(new GetAdapterRequest { Name = "adapters/none" })),
            await Refused.ByAsync(_server.Adapters.HoldAdapterAsync(Hold("r-1", "adapters/none"))),
            await Refused.ByAsync(_server.Adapters.ReleaseAdapterAsync(Release("r-1", "adapters/none"))),
        ];

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (wrong.Code, wrong.Reason));
        Assert.Equal(["name", "request_id", "decision.reason"], wrong.Fields.Select(field => field.Field));
        Assert.All(missing, one => Assert.Equal(
            (StatusCode.NotFound, "ADAPTER_NOT_FOUND", "adapters/none"), (one.Code, one.Reason, one.Metadata["adapter"])));
    }

    [Fact]
    public async Task Of_two_servers_in_one_process_each_tells_its_own_measures()
    {
        await using var other = await RunningServer.StartAsync();
        await other.Adapters.HoldAdapterAsync(Hold("r-1"));

        Assert.Equal(0, Metric(await _server.Http.GetStringAsync("metrics"), "orchestrator_adapter_held{adapter=\"null\"} "));
        Assert.Equal(1, Metric(await other.Http.GetStringAsync("metrics"), "orchestrator_adapter_held{adapter=\"null\"} "));
    }

    [Fact]
    public async Task A_request_id_is_one_decision()
    {
        await _server.Adapters.HoldAdapterAsync(Hold("r-1"));

        var other = await Refused.ByAsync(_server.Adapters.ReleaseAdapterAsync(Release("r-1")));

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (other.Code, other.Reason));
        Assert.Equal(
            State.Held, (await _server.Adapters.GetAdapterAsync(new GetAdapterRequest { Name = "adapters/null" })).State);
    }

    private static double Metric(string metrics, string beginning)
    {
        var line = Assert.Single(metrics.Split('\n'), line => line.StartsWith(beginning, StringComparison.Ordinal));
        return double.Parse(line[beginning.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<Step> UntilAsync(string name, Func<Step, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var now = await _server.Activations.GetActivationAsync(
                new GetActivationRequest { Name = name, View = ActivationView.Full }, cancellationToken: patience.Token);
            if (now.Steps.FirstOrDefault(holds) is { } step)
                return step;
        }
    }

    private static HoldAdapterRequest Hold(string requestId, string name = "adapters/null") => new()
    {
        Name = name,
        RequestId = requestId,
        Decision = new Decision { Reason = "new firmware", Ticket = "T-1" },
    };

    private static ReleaseAdapterRequest Release(string requestId, string name = "adapters/null") => new()
    {
        Name = name,
        RequestId = requestId,
        Decision = new Decision { Reason = "it has it" },
    };
}
