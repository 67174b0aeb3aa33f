using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Core.Activities;
using Orchestrator.Engine.Local;
using Orchestrator.Engine.Local.Cases;

namespace Orchestrator.Cli.Local;

/// <summary>Sandbox adapters on a world of their own, which is gone afterwards.</summary>
internal sealed class TemporarySandbox : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public TemporarySandbox() =>
        Adapters = SandboxAdapters.Create(new SandboxOptions { File = Path.Combine(_folder, "sandbox.db") });

    public SandboxAdapters Adapters { get; }

    /// <summary>The same, for one case.</summary>
    public static LocalWorld OpenWorld()
    {
        var sandbox = new TemporarySandbox();
        var adapters = new Dictionary<string, IAdapter>(sandbox.Adapters)
        {
            [HttpRequest.DefaultAdapter] = new UnsentRequests(),
        };
        return new LocalWorld(adapters, sandbox.Dispose);
    }

    public void Dispose()
    {
        Adapters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
