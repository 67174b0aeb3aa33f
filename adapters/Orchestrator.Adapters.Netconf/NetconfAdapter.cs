using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Netconf.Operations;

namespace Orchestrator.Adapters.Netconf;

/// <summary>Network devices that speak NETCONF (RFC 6241), through the OpenSSH client.</summary>
internal sealed class NetconfAdapter(
    AdapterDescription description,
    IReadOnlyDictionary<string, GetOperation> gets,
    RecordedCalls calls,
    IReadOnlyDictionary<string, OperationPlan> plans,
    IReadOnlyList<ResourceList> lists,
    DeviceTable devices) : IAdapter, IAsyncDisposable
{
    private readonly Redaction _redaction = new(description.Operations);

    public AdapterDescription Description => description;

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        _redaction.Of(call, await CarryOutAsync(call, cancellation).ConfigureAwait(false));

    public async Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        await calls.ReadAsync(call, cancellation).ConfigureAwait(false) switch
        {
            ReadAnswer.StillUnknown unknown => new ReadAnswer.StillUnknown(_redaction.Of(call, unknown.Message)),
            var told => told,
        };

    public async Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            return await calls.PreviewAsync(call, cancellation).ConfigureAwait(false) is { } preview
                ? _redaction.Of(call, preview)
                : null;
        }
        catch (Exception failure) when (Failure.AnswerOf(failure) is { } answer)
        {
            return _redaction.Of(call, Failure.MessageOf(answer));
        }
    }

    /// <summary>As declared; what takes back an edit releases what that edit made, and the call alone does not say.</summary>
    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) =>
        call.Undoes is null && call.Operation != BuiltIns.Revert && plans.GetValueOrDefault(call.Operation) is { } plan
            ? DeclaredResource.Tell(plan.Declared.Resources, call.Input, output)
            : null;

    public async IAsyncEnumerable<Resource> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var pool in devices.All)
        {
            foreach (var list in lists)
            {
                foreach (var resource in await list.ReadAsync(pool, cancellation).ConfigureAwait(false))
                    yield return resource;
            }
        }
    }

    /// <summary>Ends every session.</summary>
    public ValueTask DisposeAsync()
    {
        devices.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Answer> CarryOutAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (gets.TryGetValue(call.Operation, out var get))
            return await get.ExecuteAsync(call, cancellation).ConfigureAwait(false);
        if (call is { Operation: BuiltIns.Revert, Undoes: null } && description.Find(BuiltIns.Revert) is not null)
            return new Answer.Permanent(
                "NOTHING_TO_REVERT", "A revert takes back the call that it is the compensation of, and is no step of "
                    + "its own. Edit what is to be changed.");

        return await calls.ExecuteAsync(call, cancellation).ConfigureAwait(false);
    }
}
