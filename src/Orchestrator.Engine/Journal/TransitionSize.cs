using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Journal;

/// <summary>Roughly how many bytes a transition takes in the journal, so that a batch stays small enough.</summary>
internal static class TransitionSize
{
    private const int PerEvent = 100;

    public static int Of(Transition transition)
    {
        var size = 0;
        foreach (var happened in transition.Events)
        {
            size += PerEvent + happened switch
            {
                StepRequested it => Of(it.Input),
                StepSucceeded it => Of(it.Output) + Of(it.CompensationInput),
                CompensationRequested it => Of(it.Input),
                ActivationAccepted it => Of(it.Order.Input),
                WorkflowReplaced it => Of(it.Input),
                VariableSet it => Of(it.Value),
                ActivityStarted it => Of(it.Value),
                IterationStarted it => Of(it.Value),
                SignalReceived it => Of(it.Payload),
                OutputSet it => Of(it.Value),
                ActivationCompleted it => Of(it.Output),
                FalloutResolved it => Of(it.Input),
                LineWritten it => it.Text.Length,
                _ => 0,
            };
        }

        return size;
    }

    public static int Of(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return value.AsString!.Length + 2;
            case ValueKind.Array:
                var items = 2;
                foreach (var item in value.Items)
                    items += Of(item) + 1;
                return items;
            case ValueKind.Object:
                var members = 2;
                for (var index = 0; index < value.Members.Count; index++)
                    members += value.Members[index].Name.Length + Of(value.Members[index].Value) + 4;
                return members;
            default:
                return 5;
        }
    }
}
