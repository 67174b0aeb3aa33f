using Orchestrator.Adapters;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>Adapters on a world of their own, for one run.</summary>
/// <param name="adapters">By the names of their instances.</param>
/// <param name="close">Ends it, and leaves nothing behind.</param>
public sealed class LocalWorld(IReadOnlyDictionary<string, IAdapter> adapters, Action close) : IDisposable
{
    public IReadOnlyDictionary<string, IAdapter> Adapters => adapters;

    public void Dispose() => close();
}
