using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>The sandbox on a file of its own, which goes with it.</summary>
public sealed class TemporarySandbox : IDisposable
{
    private readonly TemporaryFolder _folder = new("sandbox");

    public TemporarySandbox(Func<SandboxOptions, SandboxOptions>? configure = null)
    {
        File = _folder.PathOf("world.db");
        Adapters = Open(configure);
    }

    public string File { get; }

    public SandboxAdapters Adapters { get; private set; }

    /// <summary>Leaves the open world behind as a killed process would, and opens the file anew.</summary>
    public void Crash() => Adapters = Open();

    public string Dump(bool json = false, bool calls = false)
    {
        using var text = new StringWriter();
        SandboxDump.Write(File, text, json, calls);
        return text.ToString();
    }

    public IReadOnlyList<RecordedCall> Calls() => SandboxRecord.Read(File);

    public Task<Answer> ExecuteAsync(
        string operation, string input, string key, string? undoes = null, string? fault = null, int attempt = 1)
    {
        var (adapter, name) = Split(operation);
        return Adapters[adapter].ExecuteAsync(Call(name, input, key, undoes, fault, attempt), CancellationToken.None);
    }

    public Task<ReadAnswer> ReadAsync(string operation, string key, string? fault = null)
    {
        var (adapter, name) = Split(operation);
        return Adapters[adapter].ReadAsync(Call(name, "{}", key, null, fault), CancellationToken.None);
    }

    public static AdapterCall Call(
        string operation, string input, string key, string? undoes = null, string? fault = null, int attempt = 1)
    {
        using var document = JsonDocument.Parse(input);
        var labels = fault is null ? [] : new Dictionary<string, string> { [$"sandbox.{operation}"] = fault };
        return new AdapterCall(operation, document.RootElement.Clone(), key)
        {
            Undoes = undoes,
            Attempt = attempt,
            Labels = labels,
        };
    }

    public void Dispose()
    {
        Adapters.Dispose();
        _folder.Dispose();
    }

    private SandboxAdapters Open(Func<SandboxOptions, SandboxOptions>? configure = null)
    {
        var options = new SandboxOptions { File = File };
        return SandboxAdapters.Create(configure is null ? options : configure(options));
    }

    private static (string Adapter, string Operation) Split(string operation)
    {
        var dot = operation.IndexOf('.', StringComparison.Ordinal);
        return (operation[..dot], operation[(dot + 1)..]);
    }
}
