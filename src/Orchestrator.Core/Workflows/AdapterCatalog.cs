using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows;

/// <summary>What the reader and the checks need to know of the configured adapters.</summary>
public interface IAdapterCatalog
{
    /// <summary>The names of the configured instances, sorted.</summary>
    IReadOnlyList<string> Instances { get; }

    /// <summary>The operations of an instance; null where there is no such instance.</summary>
    IReadOnlyList<CatalogOperation>? Operations(string instance);
}

/// <summary>One operation of a configured adapter.</summary>
public abstract class CatalogOperation
{
    public abstract string Name { get; }

    /// <summary>False for what only reads.</summary>
    public abstract bool HasEffect { get; }

    /// <summary>The operation that undoes it, or null.</summary>
    public abstract string? Inverse { get; }

    /// <summary>The operation which alters in place what this one made, or null.</summary>
    public virtual string? ChangedBy => null;

    /// <summary>The members of the input that name what is made; empty: an input names nothing.</summary>
    public virtual IReadOnlyList<string> NamedBy => [];

    public abstract bool CanRead { get; }

    public abstract bool CanPreview { get; }

    /// <summary>
    /// What is wrong with an input of which only some members are known: types and values of the known ones, names that
    /// the schema does not allow, and required ones that are neither known nor among <paramref name="unknownMembers"/>.
    /// </summary>
    /// <param name="known">An object with the members that are literal.</param>
    /// <param name="unknownMembers">The names of the members that are expressions; null where any name may
    /// come.</param>
    public abstract IReadOnlyList<InputProblem> Check(Value known, IReadOnlyCollection<string>? unknownMembers);
}

/// <param name="Path">JSON pointer into the input.</param>
/// <param name="Message">What is wrong, in words.</param>
public sealed record InputProblem(string Path, string Message);
