using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>Runs one case.</summary>
internal static class CaseRun
{
    /// <summary>When every case begins: ids and dates are the same each time.</summary>
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong with what came of it: nothing where it is as the case says.</summary>
    public static IReadOnlyList<string> Run(
        WorkflowCase one, IReadOnlyList<WorkflowPlan> plans, LocalWorld world, Coverage coverage)
    {
        var sandbox = new LocalAdapters(world.Adapters);
        if (Prepare(one, sandbox) is { } unprepared)
            return [unprepared];

        var adapters = new ScriptedAdapters(one, sandbox);
        var signals = new LocalSignals(
            one.Signals.Select(signal => (signal.Name, signal.Payload)), leavesWaiting: true);
        var runner = new LocalRunner(plans, adapters, signals, Beginning)
        {
            TurnBegins = (state, activity) =>
            {
                if (state.Plan == coverage.Plan)
                    coverage.Reach(activity);
            },
        };
        var result = runner.Run(one.Input);
        foreach (var command in one.Commands)
            result = runner.Send(who => CommandOf(command, who, result));

        var own = result.History.Where(transition => transition.Activation == result.State.Id)
            .SelectMany(transition => transition.Events)
            .ToList();
        coverage.Reach(own);
        return [.. CaseOutcome.Compare(one.Expect, result, own), .. Leftovers(result, adapters)];
    }

    private static string? Prepare(WorkflowCase one, LocalAdapters sandbox)
    {
        for (var index = 0; index < one.Given.Count; index++)
        {
            var given = one.Given[index];
            var call = new StepCall(
                given.Adapter,
                given.Operation,
                given.Input,
                $"given/{index}/do",
                null,
                1,
                TimeSpan.FromSeconds(30),
                new ActivationOrder("given", "given", "", ""));
            if (sandbox.Call(call).Content is not CallAnswer.Succeeded)
                return $"given: {given.Adapter} {given.Operation} was refused: {sandbox.Call(call).Content}";
        }

        return null;
    }

    private static IEnumerable<string> Leftovers(LocalResult result, ScriptedAdapters adapters)
    {
        foreach (var refusal in result.Refusals)
            yield return $"refused: {refusal}";
        foreach (var left in adapters.Left)
            yield return $"{left} were not all used: no such call came";
        if (result.WasStopped)
            yield return "it went on for too long, and was stopped";
    }

    private static SagaCommand CommandOf(CaseCommand command, Who who, LocalResult before) => command.Command switch
    {
        CaseCommandKind.RollBack => new SagaCommand.RollBack(who, command.Step, command.Force, null)
        {
            History = [.. before.History.Where(transition => transition.Activation == before.State.Id)],
        },
        CaseCommandKind.Cancel => new SagaCommand.Cancel(who),
        _ => new SagaCommand.Resolve(who, command.Step ?? "", command.Decision, command.Input, command.Output),
    };
}
