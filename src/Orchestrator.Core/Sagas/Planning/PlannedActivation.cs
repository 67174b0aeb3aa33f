using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas.Planning;

/// <summary>What a start would do, as far as it can be told without doing it.</summary>
/// <param name="Workflow">The version.</param>
/// <param name="Steps">In the order in which they would begin.</param>
/// <param name="Compensations">What would undo them, in the order in which it would run.</param>
/// <param name="Warnings">In plain sentences.</param>
public sealed record PlannedActivation(
    WorkflowId Workflow,
    IReadOnlyList<PlannedStep> Steps,
    IReadOnlyList<PlannedStep> Compensations,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Steps that are done already: what they made stays as it is, and nothing is called.</summary>
    public IReadOnlyList<PlannedStep> Kept { get; init; } = [];

    /// <summary>Where the workflow waits for a time, an event or a person.</summary>
    public IReadOnlyList<PlannedWait> Waits { get; init; } = [];

    /// <summary>Equal as long as the same version would run the same steps with the same inputs.</summary>
    public string Hash
    {
        get
        {
            var text = new StringBuilder().Append(Workflow);
            foreach (var step in Steps)
                text.Append('\n').Append(step.Id).Append(' ').Append(step.Conditional).Append(' ').Append(step.Input);
            foreach (var step in Kept)
                text.Append("\nkept ").Append(step.Id).Append(' ').Append(step.Input);

            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }
}

/// <param name="Id">The step's id, with the items of the loops around it.</param>
/// <param name="Activity">The step in the definition.</param>
/// <param name="Operation">The adapter operation: the step's own, or its compensation's.</param>
/// <param name="Input">What depends on a step not yet run is shown as <c>&lt;known after STEP&gt;</c>.</param>
/// <param name="IsInputKnown">Whether nothing of the input depends on a step not yet run.</param>
/// <param name="Conditional">Whether it depends on such a step that this one runs at all.</param>
public sealed record PlannedStep(
    string Id, StepActivity Activity, string Operation, Value Input, bool IsInputKnown, bool Conditional);

/// <summary>A place where the workflow waits.</summary>
/// <param name="Activity">What waits.</param>
/// <param name="StepsBefore">How many of the plan's steps come before it.</param>
/// <param name="Conditional">Whether it depends on a step not yet run that it waits at all.</param>
public sealed record PlannedWait(Activity Activity, int StepsBefore, bool Conditional);
