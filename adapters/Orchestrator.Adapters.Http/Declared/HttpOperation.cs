using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>An operation as it is declared.</summary>
/// <param name="Declared">What all kinds of declared operations say.</param>
/// <param name="Before">What is looked at, and recorded, before.</param>
/// <param name="Steps">What carries it out.</param>
/// <param name="Result">The output; null for none.</param>
/// <param name="Read">How it is told whether it was carried out; null where only the idempotency key helps.</param>
/// <param name="Restore">What undoes it.</param>
/// <param name="Preview">What it would change, in words; null where the resources say it.</param>
/// <param name="Lock">Calls of the same name here go one by one; null for no such rule.</param>
/// <param name="Sensitive">Members of the input that no message may show.</param>
internal sealed record HttpOperation(
    DeclaredOperation Declared,
    Before Before,
    IReadOnlyList<Step> Steps,
    JsonTemplate? Result,
    ReadBack? Read,
    IReadOnlyList<Restoration> Restore,
    Template? Preview,
    string? Lock,
    IReadOnlyList<string> Sensitive)
{
    public string Name => Declared.Description.Name;
}

/// <summary>What is looked at before a change.</summary>
internal sealed record Before(IReadOnlyList<Step> Steps, IReadOnlyList<Refusal> Refusals, JsonTemplate? Keep);

/// <summary>Where it is so, the call is refused.</summary>
internal sealed record Refusal(IReadOnlyList<Condition> Where, string Code, Template Message)
{
    /// <summary>Nothing need be asked to tell.</summary>
    public bool IsOfInput => Where.All(condition => condition.Pointer.Root is "input");
}

/// <summary>How it is told whether a call was carried out.</summary>
/// <param name="Steps">What is asked.</param>
/// <param name="Done">It was, where all this is so.</param>
/// <param name="Unclear">It cannot be told, where all this is so; none: it can always be told.</param>
/// <param name="Result">The output, where it is read from elsewhere than the call's own response.</param>
internal sealed record ReadBack(
    IReadOnlyList<Step> Steps, IReadOnlyList<Condition> Done, IReadOnlyList<Condition> Unclear, JsonTemplate? Result);

/// <summary>One step of undoing.</summary>
/// <param name="Step">What is sent.</param>
/// <param name="BringsBack">What was there before is there again: its resources are not released.</param>
internal sealed record Restoration(Step Step, bool BringsBack);
