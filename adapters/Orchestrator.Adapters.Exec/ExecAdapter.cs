using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Orchestrator.Adapters.Exec;

/// <summary>Runs programs that the operator chose. Keeping a key's effect to one is the programs' part.</summary>
internal sealed class ExecAdapter(
    IReadOnlyList<OperationDescription> descriptions,
    IReadOnlyDictionary<string, ExecOperation> operations,
    ExecCommand? list,
    ProgramRun run,
    SecretReader secrets) : IAdapter
{
    public AdapterDescription Description { get; } =
        new(ExecAdapterFactory.KindName, descriptions, CanList: list is not null);

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        operations.TryGetValue(call.Operation, out var operation)
            ? await operation.ExecuteAsync(call, run, secrets, cancellation).ConfigureAwait(false)
            : new Answer.Permanent("UNKNOWN_OPERATION", $"There is no operation '{call.Operation}' here.");

    public async Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        operations.TryGetValue(call.Operation, out var operation)
            ? await operation.ReadAsync(call, run, secrets, cancellation).ConfigureAwait(false)
            : new ReadAnswer.StillUnknown($"There is no operation '{call.Operation}' here.");

    public async Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        operations.TryGetValue(call.Operation, out var operation)
            ? await operation.PreviewAsync(call, run, secrets, cancellation).ConfigureAwait(false)
            : null;

    /// <summary>A program may name others than those that are declared; where none is, nothing can be told.</summary>
    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) =>
        operations.GetValueOrDefault(call.Operation)?.ResourcesOf(call, output);

    public async IAsyncEnumerable<Resource> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (list is null)
            yield break;

        var result = await run.RunAsync(list.Start(secrets, out _), """{"call":"list"}""", cancellation)
            .ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw new IOException($"{list.Program} ended with {result.ExitCode} and listed nothing.");

        using var document = JsonDocument.Parse(result.Output);
        foreach (var change in ProgramOutput.Changes(document.RootElement))
            yield return change.Resource;
    }
}
