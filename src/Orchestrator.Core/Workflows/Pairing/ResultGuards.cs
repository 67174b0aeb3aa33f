using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>
/// That a step's result is there says that the step is done: a workflow puts out <c>!!getOpened()</c> for the one that ends
/// the service to know whether an account was opened.
/// </summary>
/// <param name="plan">The workflow of the steps.</param>
internal sealed class ResultGuards(WorkflowPlan plan)
{
    /// <summary>The conditions that hold when a step is done, however they are written.</summary>
    public IEnumerable<Guard> Of(StepActivity step)
    {
        if (step.Header.ResultVariable is not { } variable || !IsAlone(step, variable))
            return [];

        return ((string[])
        [
            $"get{AccessorName.Of(variable.Name)}()",
            $"getVariable('{variable.Name}')",
            $"variables.{variable.Name}",
            $"variable {variable.Id}",
        ]).Select(text => new Guard(text, Holds: true));
    }

    /// <summary>What others set too says nothing of the step; nor does a variable with a value from the beginning.
    /// </summary>
    private bool IsAlone(StepActivity step, VariableDeclaration variable) => variable.Default.IsNull
        && plan.Activities.All(other => other == step || other.Header.ResultVariable != variable)
        && plan.Activities.OfType<SetVariable>().All(other => other.Variable != variable);
}
