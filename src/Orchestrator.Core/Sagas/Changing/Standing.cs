using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas.Changing;

/// <summary>Something that a step did, as it is now: with what altered it since.</summary>
/// <param name="Step">The step.</param>
/// <param name="Input">What it would be made with as it is now.</param>
/// <param name="Output">What the step gave, with what altered it since.</param>
/// <param name="Operation">The adapter's description of the operation; null where it has none any more.</param>
internal sealed record Standing(RecordedStep Step, Value Input, Value Output, CatalogOperation? Operation)
{
    public static Standing Of(RecordedStep step, ServiceRecord record, IAdapterCatalog catalog)
    {
        var operation = catalog.Operations(step.Adapter)?.FirstOrDefault(one => one.Name == step.Operation);
        var (input, output) = (step.Input, step.Output);
        foreach (var later in record.Steps.Where(later => later.Altered.Any(step.Made.Contains)))
        {
            if (later.Operation != step.Operation && later.Operation != operation?.ChangedBy)
                continue;

            (input, output) = (input.OverlaidWith(later.Input), output.OverlaidWith(later.Output));
        }

        return new(step, input, output, operation);
    }

    public Value OutputOrNone => Output.IsNull ? Value.EmptyObject : Output;

    /// <summary>The members that name what was made; empty where an input names nothing.</summary>
    public IReadOnlyList<string> NamedBy => Operation?.NamedBy ?? [];

    /// <summary>
    /// Whether the step would do the same again with this input: member by member, but that a name may have been chosen
    /// where none is asked for.
    /// </summary>
    public bool IsSameAs(Value wanted) =>
        wanted.Kind == ValueKind.Object
        && wanted.Members.All(member =>
            Input[member.Name] == member.Value || (NamedBy.Contains(member.Name) && Named(member.Name) == member.Value))
        && Input.Members.All(member =>
            !wanted[member.Name].IsNull || member.Value.IsNull || NamedBy.Contains(member.Name));

    /// <summary>Whether this input names the thing that the step made.</summary>
    public bool IsNamedBy(Value wanted) =>
        NamedBy.Count > 0 && NamedBy.All(name => !wanted[name].IsNull && wanted[name] == Named(name));

    /// <summary>Whether it was made on what another step made: its input names that.</summary>
    public bool StandsOn(Standing other) => other != this && other.IsNamedBy(Input);

    private Value Named(string name) => Output[name] is { IsNull: false } given ? given : Input[name];
}
