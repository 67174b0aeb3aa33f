using Orchestrator.Adapters;
using Orchestrator.Engine.Instances;

namespace Orchestrator.Engine.Local;

/// <summary>
/// The instances of an operator's file on the sandbox, whatever they are in earnest: by their declarations, or by the
/// simulated systems that they name.
/// </summary>
public static class TrialInstances
{
    private const int LevelsMax = 4;

    /// <summary>
    /// The <c>adapters.json</c> of a definition: in its folder, or in one of those above; null where there is none.
    /// </summary>
    public static string? FindFile(string folder)
    {
        var current = new DirectoryInfo(Path.GetFullPath(folder));
        for (var level = 0; level < LevelsMax && current is not null; level++, current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, InstanceFile.UsualName)))
                return Path.Combine(current.FullName, InstanceFile.UsualName);
        }

        return null;
    }

    /// <summary>Adapters by their instances' names. An instance that declares nothing has no operations here.</summary>
    /// <param name="file">The operator's file.</param>
    /// <param name="sandbox">Makes sandbox instances.</param>
    /// <exception cref="InstancesException">The file, or a declaration, cannot be used.</exception>
    public static IReadOnlyDictionary<string, IAdapter> Make(InstanceFile file, IAdapterFactory sandbox)
    {
        var factories = file.Entries.Select(entry => entry.Kind).Append(sandbox.Kind).Distinct().ToDictionary(
            kind => kind,
            kind => kind == sandbox.Kind ? sandbox : new OnSandbox(kind, sandbox),
            StringComparer.Ordinal);
        return new InstanceMaker(factories, static _ => new NoRecords(), TimeProvider.System) { ReadsSecrets = false }
            .Make(file);
    }

    private sealed class OnSandbox(string kind, IAdapterFactory sandbox) : IAdapterFactory
    {
        public string Kind => kind;

        public string SettingsSchema => "{}";

        public string? DeclarationSchema => sandbox.DeclarationSchema;

        public IAdapter Create(AdapterSetup setup) => setup.Declaration is null
            ? new NoOperations(kind)
            : sandbox.Create(setup with { Settings = System.Text.Json.JsonSerializer.SerializeToElement(new { }) });
    }

    private sealed class NoOperations(string kind) : IAdapter
    {
        public AdapterDescription Description { get; } = new(kind, []);

        public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
            Task.FromResult<Answer>(new Answer.Permanent(
                "UNKNOWN_OPERATION", $"'{call.Operation}' is not declared, and cannot be tried on the sandbox."));
    }

    /// <summary>The sandbox keeps its own.</summary>
    private sealed class NoRecords : IAdapterRecords
    {
        public Task<string?> FindAsync(string key, CancellationToken cancellation) => Task.FromResult<string?>(null);

        public Task PutAsync(string key, string content, CancellationToken cancellation) =>
            throw new IOException("Nothing is kept in a trial.");
    }
}
