using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Expressions;

/// <summary>What an expression sees: the scope of the activity that it belongs to.</summary>
public interface IScope
{
    /// <summary>Name, version and id of the workflow and the activation.</summary>
    ScopeFacts Facts { get; }

    /// <summary>The inputs that the order brought.</summary>
    Members Inputs { get; }

    /// <summary>What the last activity with a result gave.</summary>
    Value LastResult { get; }

    /// <summary>The variables in scope, innermost first; a name may come twice, the first counts.</summary>
    IEnumerable<VariableDeclaration> Variables { get; }

    /// <summary>The value of a variable in scope.</summary>
    /// <exception cref="ExpressionFailedException">The variable is not in scope.</exception>
    Value Get(VariableDeclaration variable);

    /// <summary>Sets a variable in scope.</summary>
    /// <exception cref="ExpressionFailedException">The variable is not in scope.</exception>
    void Set(VariableDeclaration variable, Value value);

    /// <summary>
    /// An input that the order brought or the workflow declares, found by its name, or that in PascalCase.
    /// </summary>
    bool TryGetInput(string name, out Value value);

    /// <summary>What an activity gave last, found by its id, or else by its name, or either in PascalCase.</summary>
    bool TryGetOutput(string activity, out Value output);

    /// <summary>Whether there is an activity that a script can mean by this, whether it has run or not.</summary>
    bool HasActivity(string activity) => true;

    /// <summary>
    /// An id of its own for each call: made from the activation and the transition, so that no two are alike, and the
    /// same input gives the same one again.
    /// </summary>
    /// <exception cref="ExpressionFailedException">There is nothing here to make it from.</exception>
    Guid NewId() => throw new ExpressionFailedException("There is no randomness here: ids cannot be made.");

    /// <summary>Chooses the outcomes by which the activity ends: what setOutcome and setOutcomes do.</summary>
    /// <exception cref="ExpressionFailedException">The expression is no Elsa.RunJavaScript's script.</exception>
    void SetOutcomes(IReadOnlyList<string> outcomes) =>
        throw new ExpressionFailedException("Only the script of an Elsa.RunJavaScript chooses outcomes.");

    /// <summary>What Elsa.Correlate does.</summary>
    /// <exception cref="ExpressionFailedException">Nothing may be set here.</exception>
    void SetCorrelationId(string? correlationId) =>
        throw new ExpressionFailedException("The correlation id cannot be set here.");

    /// <summary>What Elsa.SetName does.</summary>
    /// <exception cref="ExpressionFailedException">Nothing may be set here.</exception>
    void SetInstanceName(string? name) => throw new ExpressionFailedException("The name cannot be set here.");
}

/// <param name="DefinitionId">The workflow's id.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Activation">The activation's id as the API shows it, without <c>activations/</c>.</param>
public sealed record ScopeFacts(string DefinitionId, int Version, string Activation)
{
    /// <summary>What Elsa.Correlate set last; before, what the order gave, or null.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What Elsa.SetName set last; null before.</summary>
    public string? InstanceName { get; init; }

    /// <summary>
    /// When the input of this transition came, in UTC: the only clock of a script; null where there is none.
    /// </summary>
    public DateTimeOffset? Now { get; init; }
}
