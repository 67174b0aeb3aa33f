using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Cli.Errors;
using Orchestrator.Core.Activities;
using Orchestrator.Engine.Instances;
using Orchestrator.Engine.Local;
using Orchestrator.Engine.Local.Cases;

namespace Orchestrator.Cli.Local;

/// <summary>
/// Sandbox adapters on a world of their own, which is gone afterwards: the usual ones, or those of the adapters.json
/// that a definition has beside or above it.
/// </summary>
internal sealed class TemporarySandbox : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private readonly SandboxAdapters _sandbox;

    /// <param name="near">The folder of the definition.</param>
    /// <exception cref="UsageException">The adapters.json cannot be used.</exception>
    public TemporarySandbox(string near)
    {
        _sandbox = SandboxAdapters.Create(
            new SandboxOptions { File = Path.Combine(_folder, "sandbox.db"), IsDeclaredLater = true });
        try
        {
            Adapters = TrialInstances.FindFile(near) is { } file
                ? TrialInstances.Make(InstanceFile.Read(file), new SandboxAdapterFactory(_sandbox))
                : _sandbox;
        }
        catch (InstancesException wrong)
        {
            Dispose();
            throw new UsageException(wrong.Message);
        }
    }

    public IReadOnlyDictionary<string, IAdapter> Adapters { get; }

    /// <summary>The same, for one case.</summary>
    public static LocalWorld OpenWorld(string near)
    {
        var sandbox = new TemporarySandbox(near);
        var adapters = new Dictionary<string, IAdapter>(sandbox.Adapters)
        {
            [HttpRequest.DefaultAdapter] = new UnsentRequests(),
        };
        return new LocalWorld(adapters, sandbox.Dispose);
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
