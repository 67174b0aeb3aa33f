using System.Globalization;
using System.Text;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>A state as text: everything of it that anybody can see.</summary>
internal static class Portrait
{
    public static string Of(SagaState state)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{ActivationId.ToText(state.Id)} {state.Sequence} {state.State}: {state.StateReason}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"  flow {state.FlowStatus}, output {state.Output}, behind {state.QueuedBehind}");
        text.Append(state.PastHardPoint ? ", past a hard point" : "").Append(state.PastSoftPoint ? ", past a soft point" : "");
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n  created {state.CreateTime:O}, started {state.StartTime:O}, ended {state.EndTime:O}\n");
        foreach (var step in state.Steps)
            Add(text, step);
        foreach (var fallout in state.Fallouts)
            text.Append(
                CultureInfo.InvariantCulture, $"  fallout of {fallout.Step} at {fallout.Time:O}: {fallout.Error}\n");
        foreach (var incident in state.Incidents)
            text.Append(CultureInfo.InvariantCulture, $"  incident {incident}\n");
        return text.ToString();
    }

    /// <summary>And what only the engine sees: where the flow stands, and what it remembers.</summary>
    public static string InFull(SagaState state)
    {
        var text = new StringBuilder(Of(state));
        var flow = state.SnapshotFlow();
        text.Append(CultureInfo.InvariantCulture, $"  next frame {flow.NextFrame}, last {flow.LastResult}");
        text.Append(
            CultureInfo.InvariantCulture, $", open {string.Join(' ', state.OpenSteps.Select(step => step.Id))}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"  variables {Of(flow.Variables)} results {Of(flow.SignalResults)} outputs {Of(flow.Outputs)}\n");
        foreach (var frame in flow.Frames)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  frame {frame.Id} {frame.Activity} in {frame.Parent} item {frame.Item} {frame.ItemValue} ");
            text.Append(CultureInfo.InvariantCulture, $"until {frame.Until:O} signal {frame.Signal} step "
                + $"{state.Frames.Find(frame.Id)?.Step} {Of(frame.Variables)} ");
            text.Append(
                CultureInfo.InvariantCulture,
                $"visits {string.Join(' ', (frame.Visits ?? []).Select(visit => string.Join('/', visit)))}\n");
        }

        return text.ToString();
    }

    private static string Of(IReadOnlyDictionary<string, Core.Values.Value>? values) =>
        string.Join(' ', (values ?? new Dictionary<string, Core.Values.Value>())
            .OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));

    private static void Add(StringBuilder text, StepRecord step) => text.Append(
        CultureInfo.InvariantCulture,
        $"  {step.Id} {step.State} {step.Attempts}+{step.CompensationAttempts} #{step.CompletionNumber} in {step.Lane} "
        + $"input {step.Input} output {step.Output} undo {step.Compensation} {step.CompensationInput} next "
        + $"{step.NextAttempt:O} errors {step.Error} {step.CompensationError} times {step.StartTime:O} "
        + $"{step.EndTime:O} resources {string.Join(' ', step.Resources.Select(one => one.ExternalId))}\n");
}
