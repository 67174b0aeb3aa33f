using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Ldap.Verbs;

namespace Orchestrator.Adapters.Ldap;

/// <summary>
/// Accounts and groups in a directory (LDAP, RFC 4511). A directory knows no idempotency keys: what was there is
/// recorded before it is changed.
/// </summary>
internal sealed class LdapAdapter(
    IReadOnlyList<OperationDescription> operations,
    IReadOnlyDictionary<string, LdapOperation> changing,
    IReadOnlyDictionary<string, ReadingVerb> reading,
    LdapServer server,
    IReadOnlyList<LdapInventory> inventory,
    AdapterSetup setup) : IAdapter
{
    private readonly RecordedCalls _calls = new(
        changing.ToDictionary(pair => pair.Key, pair => (IRecordedOperation)pair.Value, StringComparer.Ordinal),
        operations.Where(operation => operation.Inverse is not null).ToDictionary(
            operation => operation.Name, operation => operation.Inverse!, StringComparer.Ordinal),
        setup.Records,
        setup.Time);

    public AdapterDescription Description { get; } =
        new(LdapAdapterFactory.KindName, operations, CanList: inventory.Count > 0);

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        reading.TryGetValue(call.Operation, out var read)
            ? read.ExecuteAsync(call, cancellation)
            : _calls.ExecuteAsync(call, cancellation);

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.ReadAsync(call, cancellation);

    public Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.PreviewAsync(call, cancellation);

    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) =>
        call.Undoes is null ? changing.GetValueOrDefault(call.Operation)?.ResourcesOf(call, output) : null;

    public async IAsyncEnumerable<Resource> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach (var part in inventory)
            {
                await foreach (var resource in part.ListAsync(connection, cancellation).ConfigureAwait(false))
                    yield return resource;
            }
        }
    }
}
