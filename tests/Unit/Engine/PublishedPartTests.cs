using Orchestrator.Adapters;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Local;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>Published definitions that others use as activities.</summary>
public sealed class PublishedPartTests
{
    private const string Parent =
        "{'definitionId': 'parent', 'root': {'type': 'Greet', 'id': 'g', 'workflowDefinitionId': 'child'}}";

    private readonly InMemoryWorkflowStore _store = new();
    private readonly WorkflowCompiler _compiler;
    private readonly PlanCache _plans;

    public PublishedPartTests()
    {
        _compiler = new(new AdapterRegistry(new Dictionary<string, IAdapter>()), LocalWorkflows.Languages, _store);
        _plans = new(_store, _compiler.CompileAsync);
    }

    [Fact]
    public async Task One_is_published_only_when_those_that_it_uses_are()
    {
        var before = await _compiler.ReadAsync(Parent.Replace('\'', '"'), default);
        await PublishAsync("child", Child("one"));
        var after = await _compiler.ReadAsync(Parent.Replace('\'', '"'), default);

        Assert.Equal(["WF016"], before.Diagnostics.Select(problem => problem.Code));
        Assert.True(after.IsValid);
    }

    [Fact]
    public async Task A_new_activation_uses_what_is_published_then_and_a_running_one_keeps_what_it_has()
    {
        await PublishAsync("child", Child("one"));
        await PublishAsync("parent", Parent);
        var first = await _plans.GetAsync("parent", 0, default);
        await PublishAsync("child", Child("two"));
        _plans.Forget("child");

        var second = await _plans.GetAsync("parent", 0, default);
        var kept = await _plans.GetAsync(Accepted(first!), default);

        Assert.Equal(["one", "two", "one"], new[] { first, second, kept }.Select(TextOf));
        Assert.Equal([1, 2, 1], new[] { first, second, kept }.Select(plan => plan!.Parts.Single().Version));
    }

    [Fact]
    public async Task It_is_kept_when_what_it_uses_is_retired_and_in_another_process()
    {
        await PublishAsync("child", Child("one"));
        await PublishAsync("parent", Parent);
        var first = await _plans.GetAsync("parent", 1, default);
        await PublishAsync("child", Child("two"));
        await _store.RetireAsync("child", 1, "tester", "retire", "hash", default);

        var kept = await new PlanCache(_store, _compiler.CompileAsync).GetAsync(Accepted(first!), default);

        Assert.Equal("one", TextOf(kept));
    }

    [Fact]
    public async Task A_version_that_is_named_by_Elsas_id_of_it_is_meant()
    {
        await PublishAsync("child", Child("one"));
        await PublishAsync("child", Child("two"));
        await PublishAsync("parent", Parent.Replace("'child'", "'child', 'workflowDefinitionVersionId': 'id-one'"));

        Assert.Equal("one", TextOf(await _plans.GetAsync("parent", 0, default)));
    }

    [Fact]
    public async Task A_name_alone_means_the_definition_that_is_usable_as_an_activity()
    {
        await PublishAsync("another", Child("another").Replace("'child'", "'another'").Replace("true", "false"));
        await PublishAsync("child", Child("one"));
        await PublishAsync("parent", Parent.Replace(", 'workflowDefinitionId': 'child'", ""));

        Assert.Equal("one", TextOf(await _plans.GetAsync("parent", 0, default)));
    }

    private static string Child(string text) =>
        $"{{'id': 'id-{text}', 'definitionId': 'child', 'name': 'greet', 'options': {{'usableAsActivity': true}}, "
        + $"'root': {{'type': 'Elsa.WriteLine', 'id': 'w', 'text': '{text}'}}}}";

    private static string? TextOf(WorkflowPlan? plan) =>
        (plan!.Find("g/w") as WriteLine)?.Text is Expression.Literal { Value: var text } ? text.AsString : null;

    /// <summary>What the journal says of an activation that began with a plan.</summary>
    private static ActivationAccepted Accepted(WorkflowPlan plan) =>
        new(new ActivationOrder("tester", "r", "h", "c"), plan.Id.Definition, plan.Id.Version) { Parts = plan.Parts };

    private Task<PublishResult> PublishAsync(string definition, string content) => _store.PublishAsync(
        new(definition, "greet", "", content.Replace('\'', '"'), content, [], "tester", "tester", Guid.NewGuid().ToString(), "h", null, DateTimeOffset.UnixEpoch),
        default);
}
