using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Engine.Instances;
using Orchestrator.Engine.Local;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>The instances that the examples are run on where nobody configures others: all of them the sandbox's.</summary>
internal sealed class ExampleSandbox : IDisposable
{
    private readonly TemporaryFolder _folder = new("examples");
    private readonly SandboxAdapters _sandbox;

    public ExampleSandbox()
    {
        _sandbox = SandboxAdapters.Create(
            new SandboxOptions { File = _folder.PathOf("sandbox.db"), IsDeclaredLater = true });
        ByName = TrialInstances.Make(
            InstanceFile.Read(Repository.PathOf("workflows/adapters.json")), new SandboxAdapterFactory(_sandbox));
    }

    /// <summary>Folders under workflows/ that are products.</summary>
    public static IEnumerable<string> Products => Directory.GetDirectories(Repository.PathOf("workflows"))
        .Where(folder => File.Exists(Path.Combine(folder, "product.json")))
        .Order(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IAdapter> ByName { get; }

    public void Dispose()
    {
        _sandbox.Dispose();
        _folder.Dispose();
    }
}
