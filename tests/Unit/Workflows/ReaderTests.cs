using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Tests.Unit.Workflows;

public class ReaderTests
{
    [Fact]
    public void A_step_is_read_with_everything_that_is_known_of_its_operation()
    {
        var plan = Definitions.Plan(Definitions.WithRoot("""
            {'id': 'open', 'name': 'Open the port', 'type': 'Orchestrator.Step',
             'adapter': 'router', 'operation': {'typeName': 'String', 'expression': {'type': 'Literal', 'value': 'open-port'}},
             'input': {'device': 'r1', 'vlan': 210},
             'compensation': {'operation': 'close-port', 'input': {'device': 'r1'}},
             'pointOfNoReturn': 'SOFT', 'penalty': '50 EUR', 'onFailure': 'fallOut',
             'retry': {'attempts': 5, 'firstDelay': 'PT10S', 'factor': 3, 'delayMax': '00:10:00', 'jitter': 0.5, 'totalTime': '1.00:00:00'},
             'timeout': '00:01:00', 'lane': 'router-r1', 'undoes': '0abc/open/do'}
            """));

        var step = Assert.IsType<StepActivity>(plan.Root);
        Assert.Equal(new ActivityHeader(0, "open", "Open the port", "Orchestrator.Step", "/root"), step.Header);
        Assert.Equal(
            ("router", "open-port", "close-port", true, true, true),
            (step.Adapter, step.Operation, step.Inverse, step.HasEffect, step.CanRead, step.CompensationCanRead));
        Assert.Equal(Literal(Value.Object(("device", "r1"), ("vlan", 210))), step.Input);
        Assert.Equal(new CompensationPlan("close-port", Literal(Value.Object(("device", "r1")))), step.Compensation);
        Assert.Equal(
            (PointOfNoReturn.Soft, "50 EUR", OnFailure.FallOut), (step.PointOfNoReturn, step.Penalty, step.OnFailure));
        Assert.Equal(
            new RetryPolicy(5, TimeSpan.FromSeconds(10), 3, TimeSpan.FromMinutes(10), 0.5, TimeSpan.FromDays(1)),
            step.Retry);
        Assert.Equal((TimeSpan.FromMinutes(1), Literal("router-r1")), (step.Timeout, step.Lane));
        Assert.Equal(Literal("0abc/open/do"), step.Undoes);
    }

    [Theory]
    [InlineData("HttpEndpoint", "Elsa.Event")]
    [InlineData("WriteHttpResponse", "Elsa.SetOutput")]
    [InlineData("RunCSharp", "Elsa.RunJavaScript")]
    [InlineData("RunPython", "Elsa.RunJavaScript")]
    [InlineData("StateMachine", "Elsa.Flowchart")]
    public void What_Elsa_has_and_is_not_here_is_refused_with_what_to_use_instead(string type, string instead)
    {
        var read = Definitions.Read(Definitions.WithRoot($"{{'type': 'Elsa.{type}', 'id': 'a'}}"));

        var problem = Assert.Single(read.Diagnostics, one => one.Severity == Severity.Error);
        Assert.Equal("WF010", problem.Code);
        Assert.Contains(instead, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_says_little_gets_the_standard()
    {
        var plan = Definitions.Plan(Definitions.WithRoot(
            "{'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping'}"));

        var step = Assert.IsType<StepActivity>(plan.Root);
        Assert.Equal(("Step1", "Step1"), (step.Id, step.Header.DisplayName));
        Assert.Equal((false, null, null, null), (step.HasEffect, step.Inverse, step.Compensation, step.Lane));
        Assert.Null(step.Undoes);
        Assert.Equal((RetryPolicy.Default, TimeSpan.FromSeconds(30)), (step.Retry, step.Timeout));
        Assert.Equal((PointOfNoReturn.None, OnFailure.RollBack), (step.PointOfNoReturn, step.OnFailure));
    }

    [Fact]
    public void Compensation_none_accepts_that_nothing_undoes_a_step()
    {
        var plan = Definitions.Plan(Definitions.WithRoot(
            "{'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'open-port', 'input': {'device': 'r1'}, "
                + "'compensation': 'none'}"));

        var step = Assert.IsType<StepActivity>(plan.Root);
        Assert.Equal((null, null), (step.Compensation, step.Inverse));
    }

    [Fact]
    public void Members_of_an_input_may_be_expressions_at_any_depth()
    {
        var plan = Definitions.Plan(Definitions.WithRoot(
            """
            {'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping',
             'input': {'device': {'expression': {'type': 'Input', 'value': {'name': 'Device'}}},
                       'list': [1, {'typeName': 'Object', 'expression': {'type': 'Variable', 'value': {'id': 'v'}}}],
                       'plain': {'expression': 'a text'}}}
            """,
            "'inputs': [{'name': 'Device', 'type': 'String'}], 'variables': [{'id': 'v', 'name': 'V', 'typeName': "
                + "'Int32', 'value': '7'}],"));

        var input = Assert.IsType<Expression.Strict>(Assert.IsType<StepActivity>(plan.Root).Input).Inner;
        var members = Assert.IsType<Expression.Composite>(input).Members;
        Assert.Equal(("device", new Expression.Input("Device")), members[0]);
        Assert.Equal(
            [Literal(1), new Expression.Variable(plan.Variables[0])],
            Assert.IsType<Expression.List>(members[1].Expression).Items);
        Assert.Equal(("plain", Literal(Value.Object(("expression", "a text")))), members[2]);
    }

    [Theory]
    [InlineData("'hello'", "hello")]
    [InlineData("5", "5")]
    [InlineData("true", "True")]
    [InlineData("null", null)]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("{'typeName': 'String'}", null)]
    [InlineData("{'memoryReference': {'id': 'a:input-0'}}", null)]
    [InlineData("{'typeName': 'String', 'expression': {'type': 'Literal', 'value': {'a': 1}}}", "{\"a\":1}")]
    [InlineData("{'typeName': 'String', 'expression': {'type': 'Literal', 'value': 1.5}, 'memoryReference': {'id': 'x'}}", "1.5")]
    [InlineData("{'TypeName': 'String', 'Expression': {'Type': 'literal', 'Value': 'x'}}", "x")]
    [InlineData("{'expression': {'type': 'Object', 'value': '[1, 2]'}}", "[1, 2]")]
    public void An_input_is_read_in_every_way_that_it_is_written(string written, string? expected)
    {
        var plan = Definitions.Plan(Definitions.WithRoot($"{{'type': 'Elsa.WriteLine', 'text': {written}}}"));

        Assert.Equal(Literal(expected), Assert.IsType<WriteLine>(plan.Root).Text);
    }

    [Fact]
    public void Activities_are_numbered_parents_first_and_ids_are_made_up_where_they_are_missing()
    {
        var plan = Definitions.Plan(Definitions.WithRoot("""
            {'type': 'Elsa.Sequence', 'activities': {'_type': 'x', 'items': [
              {'type': 'Elsa.If', 'condition': true, 'then': {'type': 'Elsa.WriteLine'}, 'else': {'type': 'Elsa.WriteLine'}},
              {'type': 'Elsa.WriteLine', 'id': 'WriteLine2'}, {'type': 'Elsa.WriteLine'}]}}
            """));

        Assert.Equal(
            ["0 Sequence1 /root", "1 If1 /root/activities/items/0", "2 WriteLine1 /root/activities/items/0/then",
             "3 WriteLine3 /root/activities/items/0/else",
             "4 WriteLine2 /root/activities/items/1",
             "5 WriteLine4 /root/activities/items/2"],
            plan.Activities.Select(activity => $"{activity.Header.Index} {activity.Id} {activity.Header.Pointer}"));
        Assert.Equal(["If1", "WriteLine2", "WriteLine4"], plan.Root.Children.Select(child => child.Id));
    }

    [Fact]
    public void Both_ways_of_writing_connections_are_read()
    {
        var plan = Definitions.Plan(Definitions.WithRoot("""
            {'type': 'Elsa.Flowchart', 'id': 'f', 'start': 'b', 'activities': [
               {'id': 'c', 'type': 'Elsa.Delay', 'timeSpan': '00:00:01'}, {'id': 'b', 'type': 'Elsa.WriteLine'}, {'id': 'a', 'type': 'Elsa.WriteLine'}],
             'connections': [
               {'source': {'activity': 'a', 'port': 'Done'}, 'target': {'activity': 'b', 'port': 'In'}, 'vertices': []},
               {'source': 'b', 'target': 'c', 'sourcePort': 'Done', 'targetPort': 'In'},
               {'source': {'activity': 'a'}, 'target': {'activity': 'c'}}]}
            """));

        var chart = Assert.IsType<Flowchart>(plan.Root);
        Assert.Equal("a", chart.Start!.Id);
        Assert.Equal(
            ["0 a-Done-b False", "1 b-Done-c False", "2 a--c False"],
            chart.Connections.Select(
                one => $"{one.Index} {one.Source.Id}-{one.Port}-{one.Target.Id} {one.IsBackward}"));
    }

    [Fact]
    public void A_connection_that_closes_a_loop_is_backward_and_one_from_nowhere_does_not_count()
    {
        var result = Definitions.Read(Definitions.WithRoot("""
            {'type': 'Elsa.Flowchart', 'id': 'f', 'activities': [
               {'id': 'a', 'type': 'Elsa.WriteLine', 'customProperties': {'canStartWorkflow': true}},
               {'id': 'b', 'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping'},
               {'id': 'c', 'type': 'Elsa.WriteLine'}, {'id': 'lost', 'type': 'Elsa.WriteLine'}],
             'connections': [
               {'source': 'a', 'target': 'b'}, {'source': 'b', 'sourcePort': 'Failed', 'target': 'a'},
               {'source': 'b', 'target': 'c'}, {'source': 'lost', 'target': 'c'}]}
            """));

        var chart = Assert.IsType<Flowchart>(result.Plan!.Root);
        Assert.Equal(
            ["a-b False", "b-a True", "b-c False"],
            chart.Connections.Select(one => $"{one.Source.Id}-{one.Target.Id} {one.IsBackward}"));
    }

    [Fact]
    public void Variables_inputs_outputs_and_results_are_read()
    {
        var plan = Definitions.Plan("""
            {'definitionId': 'd', 'name': 'Deliver', 'customProperties': {'onDueTime': 'rollback', 'failurePolicy': 'restoreOrFinish'},
             'variables': [{'id': 'v1', 'name': 'Count', 'typeName': 'Int32', 'value': '3'},
                           {'id': 'v2', 'name': 'Ports', 'typeName': 'String', 'isArray': true, 'value': ['a']}],
             'inputs': [{'name': 'Customer', 'type': 'String', 'required': true},
                        {'name': 'Pin', 'type': 'String', 'customProperties': {'sensitive': true, 'defaultValue': '0000'}}],
             'outputs': [{'name': 'Port', 'type': 'Object'}],
             'root': {'type': 'Elsa.Sequence', 'activities': [
               {'id': 'p', 'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping',
                'result': {'typeName': 'Object', 'memoryReference': {'id': 'Port'}}},
               {'id': 's', 'type': 'Elsa.SetVariable', 'variable': {'id': 'v1', 'name': 'Count'}, 'value': 4},
               {'id': 'e', 'type': 'Elsa.ForEach', 'items': {'expression': {'type': 'Variable', 'value': {'id': 'v2'}}},
                'currentValue': {'memoryReference': {'id': 'v1'}}, 'body': {'id': 'w', 'type': 'Elsa.WriteLine', 'text': 'x'}}]}}
            """);

        Assert.Equal(
            (new WorkflowId("d", 1), "Deliver", OnDueTime.RollBack, FailurePolicy.RestoreOrFinish),
            (plan.Id, plan.DisplayName, plan.OnDueTime, plan.FailurePolicy));
        Assert.Equal(
            [new("v1", "Count", DataType.Integer, 3), new(
                "v2", "Ports", DataType.ListOf(DataType.String), Value.Array("a"))],
            plan.Variables.ToArray());
        Assert.Equal(
            [new("Customer", DataType.String, true, Value.Null, false), new(
                "Pin", DataType.String, false, "0000", true)],
            plan.Inputs.ToArray());
        Assert.Equal(["Port"], plan.Outputs.ToArray());
        Assert.Equal(("Port", null), (plan["p"].Header.ResultOutput, plan["p"].Header.ResultVariable));
        Assert.Equal(plan.Variables[0], plan["e"].Header.ResultVariable);
        Assert.Equal(["CurrentValue", "CurrentIndex"], plan["e"].Header.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void The_cases_of_a_switch_have_bare_conditions()
    {
        var plan = Definitions.Plan(Definitions.WithRoot("""
            {'type': 'Elsa.Switch', 'mode': {'typeName': 'SwitchMode', 'expression': {'type': 'Literal', 'value': 'MatchAny'}},
             'cases': [{'label': 'A', 'condition': {'type': 'Literal', 'value': 'true'}, 'activity': {'type': 'Elsa.Finish'}},
                       {'condition': false}],
             'default': {'type': 'Elsa.Fault', 'code': '42', 'message': 'none'}}
            """));

        var choice = Assert.IsType<Switch>(plan.Root);
        Assert.Equal(
            [new("A", Literal(true), choice.Cases[0].Activity), new SwitchCase("2", Literal(false), null)],
            choice.Cases.ToArray());
        Assert.IsType<Finish>(choice.Cases[0].Activity);
        Assert.Equal((true, typeof(Fault)), (choice.MatchAny, choice.Default!.GetType()));
    }

    [Fact]
    public void The_header_names_the_adapters_that_the_steps_use()
    {
        var result = Definitions.Read("""
            {'definitionId': 'd', 'description': 'What it does.', 'root': {'type': 'Elsa.Parallel', 'activities': [
              {'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping'},
              {'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping'}]}}
            """);

        Assert.Equal(
            ("d", "d", "What it does."), (result.Header.DefinitionId, result.Header.Name, result.Header.Description));
        Assert.Equal(["router"], result.Header.Adapters.ToArray());
    }

    [Fact]
    public void A_published_version_is_read_whatever_the_adapters_are_now()
    {
        const string Definition = """
            {"definitionId": "d", "root": {"type": "Orchestrator.Step", "adapter": "gone", "operation": "do"}}
            """;

        var result = WorkflowReader.ReadPublished(Definition, Definitions.Options, 3);

        Assert.Equal(new WorkflowId("d", 3), result.Plan!.Id);
        Assert.True(Assert.IsType<StepActivity>(result.Plan.Root).HasEffect);
    }

    private static Expression.Literal Literal(Value value) => new(value);
}
