using System.Collections.Frozen;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Elsa's activities that are not to be had here, and what does the same.</summary>
internal static class Unsupported
{
    private static readonly FrozenDictionary<string, string> Hints = new Dictionary<string, string>
    {
        ["Elsa.FlowDecision"] = "Use Elsa.If, with what follows as its branches. ",
        ["Elsa.FlowSwitch"] = "Use Elsa.Switch, with what follows as its cases. ",
        ["Elsa.FlowFork"] = "Connect several activities to one outcome, or use Elsa.Parallel. ",
        ["Elsa.Fork"] = "Use Elsa.Parallel. ",
        ["Elsa.FlowJoin"] = "Leave it out: an activity waits for every connection that leads to it. ",
        ["Elsa.FlowNode"] = "Use Elsa.Sequence. ",
        ["Elsa.For"] = "Use Elsa.ForEach over a list, or Elsa.While with a counter. ",
        ["Elsa.Start"] = "Leave it out: a flowchart starts with the activity that no connection leads to. ",
        ["Elsa.End"] = "Leave it out: a flowchart ends when nothing follows; Elsa.Finish ends the workflow. ",
        ["Elsa.Complete"] = "Use Elsa.SetOutput for outputs, and Elsa.Finish to end the workflow. ",
        ["Elsa.Break"] = "Let the condition of an Elsa.While end the loop. ",
        ["Elsa.Timer"] = "Use Elsa.Delay. ",
        ["Elsa.RunTask"] = "Use Orchestrator.Step, or Elsa.Event to wait for a person. ",
        ["Elsa.SendHttpRequest"] = "Use Orchestrator.Step with an HTTP adapter. ",
        ["Elsa.FlowSendHttpRequest"] = "Use Orchestrator.Step with an HTTP adapter. ",
        ["Elsa.RunJavaScript"] = "Use Elsa.SetVariable with a JavaScript expression. ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A sentence with a blank after it, or null.</summary>
    public static string? Hint(string typeName) => Hints.GetValueOrDefault(typeName);
}
