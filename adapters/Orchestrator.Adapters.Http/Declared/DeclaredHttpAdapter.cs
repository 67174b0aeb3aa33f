using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Declared.Recorded;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>
/// A system that speaks JSON over HTTP, as a file declares it. Operations whose outcome can be read back are recorded,
/// and so have one effect for each key and can be undone by it; the others are sent as often as they are called, with
/// their idempotency key, which the system must know.
/// </summary>
internal sealed class DeclaredHttpAdapter : IAdapter, IDisposable
{
    private readonly HttpClient _client;
    private readonly Dictionary<string, HttpOperation> _operations;
    private readonly HashSet<string> _restoring;
    private readonly RecordedCalls _recorded;
    private readonly StepRunner _runner;
    private readonly CallScope _scopes;
    private readonly Turns _turns = new();
    private readonly Inventory? _inventory;

    public DeclaredHttpAdapter(
        HttpClient client,
        StepRunner runner,
        CallScope scopes,
        IReadOnlyList<HttpOperation> operations,
        Inventory? inventory,
        IAdapterRecords records,
        TimeProvider time)
    {
        (_client, _runner, _scopes, _inventory) = (client, runner, scopes, inventory);
        _operations = operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        var inverses = operations
            .Where(operation => IsRecorded(operation) && operation.Declared.Description.Inverse is not null)
            .ToDictionary(operation => operation.Name, operation => operation.Declared.Description.Inverse!);
        _restoring = [.. inverses.Values];
        _recorded = new RecordedCalls(
            operations.Where(IsRecorded).ToDictionary(
                operation => operation.Name,
                IRecordedOperation (operation) => new RecordedOperation(operation, scopes, runner, _turns)),
            inverses,
            records,
            time);
        Description = new AdapterDescription(
            "http", [.. operations.Select(operation => operation.Declared.Description)], inventory is not null);
    }

    public AdapterDescription Description { get; }

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        !_operations.TryGetValue(call.Operation, out var operation)
            ? Task.FromResult<Answer>(new Answer.Permanent(
                "UNKNOWN_OPERATION", $"There is no operation '{call.Operation}' here. Declare it."))
            : IsRecorded(operation) || Restores(call)
                ? _recorded.ExecuteAsync(call, cancellation)
                : SendAsync(operation, call, cancellation);

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        (_operations.TryGetValue(call.Operation, out var operation) && IsRecorded(operation)) || Restores(call)
            ? _recorded.ReadAsync(call, cancellation)
            : Task.FromResult<ReadAnswer>(new ReadAnswer.StillUnknown(
                $"It is not declared how to tell whether '{call.Operation}' was carried out."));

    public async Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        !_operations.TryGetValue(call.Operation, out var operation)
            ? null
            : IsRecorded(operation) || Restores(call)
                ? await _recorded.PreviewAsync(call, cancellation).ConfigureAwait(false)
                : operation.Declared.Description.HasEffect ? null : "changes nothing";

    /// <summary>What undoes by a record releases what the record says: from the call alone that is not told.</summary>
    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) =>
        !_operations.TryGetValue(call.Operation, out var operation) || Restores(call)
            ? null
            : DeclaredResource.Tell(operation.Declared.Resources, call.Input, output);

    public IAsyncEnumerable<Resource> ListAsync(CancellationToken cancellation) =>
        _inventory?.ListAsync(cancellation) ?? AsyncEnumerable.Empty<Resource>();

    public void Dispose()
    {
        _client.Dispose();
        _turns.Dispose();
    }

    private static bool IsRecorded(HttpOperation operation) =>
        operation.Declared.Description.HasEffect && operation.Read is not null;

    private bool Restores(AdapterCall call) => call.Undoes is not null && _restoring.Contains(call.Operation);

    private async Task<Answer> SendAsync(HttpOperation operation, AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            var (scope, failure) = await _runner
                .RunAsync(operation.Steps, _scopes.Of(call), call.IdempotencyKey, cancellation).ConfigureAwait(false);
            return failure is null
                ? _scopes.Success(operation, operation.Result, scope)
                : _scopes.Clean(operation, call, failure);
        }
        catch (OperationCanceledException)
        {
            return new Answer.Unknown($"'{call.Operation}' was given up before it ended.");
        }
    }
}
