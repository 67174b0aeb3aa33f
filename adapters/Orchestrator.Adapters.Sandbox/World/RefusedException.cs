namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>A rule of the world forbids the call. Never leaves the adapter: it becomes a permanent answer.</summary>
internal sealed class RefusedException(string code, string message) : Exception(message)
{
    public string Code => code;
}
