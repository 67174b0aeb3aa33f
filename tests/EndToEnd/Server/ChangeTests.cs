using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// Changes and deprovisions that nobody has written a workflow for, between products made by dice, on the sandbox.
/// </summary>
public sealed class ChangeTests : IAsyncLifetime, IDisposable
{
    private const int Products = 8;

    private readonly ChangeFiles _files = new(seed: 20261123, Products);
    private RunningServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await RunningServer.StartAsync(settings => settings with { Workflows = _files.Folder });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_change_leaves_what_the_target_would_and_a_failure_at_any_step_what_the_source_did(int seed)
    {
        var dice = new Random(seed);
        var (from, to) = ($"p{dice.Next(Products)}", $"p{dice.Next(Products)}");
        var (first, then) = (dice.Next(1, 3) * 100, dice.Next(1, 3) * 100);
        var service = (await OrderAsync(Action.Provision, from, cents: first)).Service;
        var source = World(service);

        var plan = await _server.Activations.PlanActivationAsync(
            new PlanActivationRequest { Request = Request(Action.Change, to, service, then) });
        foreach (var step in plan.Steps.Select(step => step.Id.Split('[')[0]).Distinct())
        {
            var failed = await OrderAsync(Action.Change, to, service, then, order => order.Labels[$"sandbox.step.{step}"] = "fail");

            Assert.Equal((step, State.RolledBack), (step, failed.State));
            Assert.Equal(source, World(service));
        }

        var before = Calls();
        var changed = await OrderAsync(Action.Change, to, service, then, order => order.PlanHash = plan.PlanHash);

        Assert.Equal(State.Completed, changed.State);
        var target = World(service);
        Assert.Equal(plan.Steps.Count, Calls() - before);
        Assert.Equal(State.Completed, (await OrderAsync(Action.Deprovision, "", service)).State);
        Assert.Equal(Empty, World(service));

        var clean = (await OrderAsync(Action.Provision, to, cents: then)).Service;
        Assert.Equal(World(clean), target);
        Assert.Equal(State.Completed, (await OrderAsync(Action.Deprovision, "", clean)).State);
        Assert.Equal(Empty, World(clean));
    }

    [Fact]
    public async Task Services_of_one_shape_share_one_generated_version_and_a_change_and_its_way_back_leave_the_source()
    {
        var names = new List<string>();
        foreach (var _ in new[] { 1, 2 })
        {
            var service = (await OrderAsync(Action.Provision, "p0")).Service;
            var source = World(service);
            var there = await OrderAsync(Action.Change, "p1", service);
            var back = await OrderAsync(Action.Change, "p0", service);

            Assert.Equal(source, World(service));
            var ended = await OrderAsync(Action.Deprovision, "", service);

            Assert.Equal(Empty, World(service));
            names.AddRange([there.Workflow, back.Workflow, ended.Workflow]);
        }

        Assert.Equal(names[..3], names[3..]);
        Assert.All(names, name => Assert.EndsWith("/versions/1", name, StringComparison.Ordinal));
    }

    private string Empty { get; } = "";

    private async Task<Activation> OrderAsync(
        Action action,
        string product,
        string service = "",
        int cents = 990,
        Action<StartActivationRequest>? change = null)
    {
        var request = Request(action, product, service, cents);
        change?.Invoke(request);
        request.RequestId = _server.NewRequestId();
        request.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        return await _server.Activations.StartActivationAsync(request);
    }

    private static StartActivationRequest Request(Action action, string product, string service, int cents)
    {
        var request = new StartActivationRequest
        {
            Action = action,
            Customer = "C-1",
            Product = product,
            Service = service,
        };
        if (action is Action.Provision)
            request.Input = Struct.Parser.ParseJson($$"""{ "customer": "c1", "cents": {{cents}}, "card": "secret" }""");
        else if (action is Action.Change)
            request.Input = Struct.Parser.ParseJson($$"""{ "cents": {{cents}} }""");
        return request;
    }

    /// <summary>What is there, a line each; an account's name is its service's or its change's.</summary>
    private string World(string service)
    {
        using var text = new StringWriter();
        SandboxDump.Write(File, text, json: true);
        var rows = JsonNode.Parse(text.ToString())!.AsObject().SelectMany(
            table => table.Value!.AsArray().Select(row => $"{table.Key} {row!.ToJsonString()}"));
        var accounts = SandboxRecord.Read(File).Select(call => call.Key.Split('/')[0]).Distinct();
        return string.Join('\n', rows.Select(
            row => accounts.Aggregate(row, (now, id) => now.Replace(id, "ID", StringComparison.Ordinal))));
    }

    private long Calls() => SandboxRecord.Read(File).Sum(call => call.Called);

    private string File => Path.Combine(_server.Folder, "sandbox.db");
}
