using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.Faults;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox;

/// <summary>One of the simulated systems, on the world that they share.</summary>
internal sealed class SandboxAdapter(
    AdapterDefinition definition, SandboxWorld world, FaultRules faults, SandboxOptions options) : IAdapter
{
    private const int PageSize = 2_000;

    public AdapterDescription Description => definition.Description;

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (definition.Find(call.Operation) is not { } operation) return UnknownOperation(call);

        world.UnderWay.Begin(call.IdempotencyKey);
        try
        {
            var fault = faults.For(definition.Name, call);
            await ArriveAsync(fault, cancellation);
            var request = new Request(definition, operation, call, fault, Time());
            var durable = world.Run(session => new Execution(session, request).Run(), cancellation);
            var answer = await durable.WaitAsync(cancellation);
            return answer ?? await NeverAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new Answer.Unknown($"{definition.Name} {call.Operation} was given up before its answer came.");
        }
        catch (RefusedException refused)
        {
            return new Answer.Permanent(refused.Code, refused.Message);
        }
        finally
        {
            world.UnderWay.End(call.IdempotencyKey);
        }
    }

    public async Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (world.UnderWay.Has(call.IdempotencyKey)) return new ReadAnswer.StillUnknown("The call is still under way.");
        if (FaultOf(call) is Fault.NeverKnown)
        {
            return new ReadAnswer.StillUnknown("The sandbox was asked to keep it unknown.");
        }

        var row = await world.Run(session => new CallTable(session).Find(call.IdempotencyKey), cancellation);
        return row?.ToReadAnswer() ?? new ReadAnswer.NotDone();
    }

    public async Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (definition.Find(call.Operation) is not { } operation) return null;

        var request = new Request(definition, operation, call, Fault: null, Time());
        return await world.Run(session => Preview.Of(session, request), cancellation);
    }

    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output)
    {
        try
        {
            var fields = output is { } given ? new Input(call.Input, given) : new Input(call.Input);
            return definition.Find(call.Operation) is { } operation
                ? operation.Names(fields) ?? Named.By(call.Operation, fields)
                : null;
        }
        catch (RefusedException)
        {
            return null; // A field is missing: only a call that is done could say.
        }
    }

    public async IAsyncEnumerable<Resource> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var table in definition.Tables.Where(table => table.ResourceKind is not null))
        {
            await foreach (var row in RowsAsync(table, cancellation)) yield return Change.ToResource(row);
        }
    }

    /// <summary>Page by page, each with a way of its own: a long list does not keep the writer from its work.</summary>
    private async IAsyncEnumerable<Row> RowsAsync(
        Table table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = definition.Prefix; ;)
        {
            await ArriveAsync(null, cancellation);
            var page = await world.Run(session => table.After(session, last, PageSize), cancellation);
            foreach (var row in page)
            {
                // Keys come in order: those of other systems are before and behind.
                if (!row.Id.StartsWith(definition.Prefix, StringComparison.Ordinal)) yield break;
                yield return row;
            }

            if (page.Count < PageSize) yield break;
            last = page[^1].Id;
        }
    }

    /// <summary>The way to the system: what is given up on the way has no effect.</summary>
    private async Task ArriveAsync(Fault? fault, CancellationToken cancellation)
    {
        var spread = options.LatencyMax - options.LatencyMin;
        var latency = options.LatencyMin + (spread * Random.Shared.NextDouble());
        var delay = fault is Fault.Slow slow ? latency + slow.Delay : latency;
        if (delay > TimeSpan.Zero) await Task.Delay(delay, options.Clock, cancellation);
        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task<Answer> NeverAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        throw new System.Diagnostics.UnreachableException();
    }

    private Fault? FaultOf(AdapterCall call)
    {
        try
        {
            return faults.For(definition.Name, call);
        }
        catch (RefusedException)
        {
            return null; // Such a call was refused, and had no effect.
        }
    }

    private string Time() =>
        options.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private Answer.Permanent UnknownOperation(AdapterCall call) => new(
        "UNKNOWN_OPERATION",
        $"The adapter '{definition.Name}' has no operation '{call.Operation}'. It has "
        + string.Join(", ", definition.Operations.Select(operation => operation.Description.Name)) + ".");
}
