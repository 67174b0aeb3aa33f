namespace Orchestrator.Adapters;

/// <summary>
/// Makes adapters of one kind from what the operator configured. A plug-in's assembly has a public class, with a
/// constructor without arguments, for each of its kinds.
/// </summary>
public interface IAdapterFactory
{
    /// <summary>The kind, kebab-case, as configurations name it: <c>netconf</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// JSON Schema (draft 4 to 7) of <see cref="AdapterSetup.Settings"/>, an object. What does not fit it is refused
    /// before <see cref="Create"/> is called. Places for references to secrets take an object (see
    /// <see cref="SecretReader"/>).
    /// </summary>
    string SettingsSchema { get; }

    /// <summary>
    /// JSON Schema of <see cref="AdapterSetup.Declaration"/>; null where adapters of this kind take none.
    /// </summary>
    string? DeclarationSchema => null;

    /// <summary>
    /// Makes an adapter. Connects to nothing: a system that is away must not keep the program from starting. Where the
    /// adapter is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/> the host disposes of it at its end.
    /// </summary>
    /// <exception cref="AdapterSetupException">What was configured cannot be used; with all that is wrong.</exception>
    IAdapter Create(AdapterSetup setup);
}
