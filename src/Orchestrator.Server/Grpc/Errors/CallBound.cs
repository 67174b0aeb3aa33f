using Grpc.Health.V1;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>
/// How many gRPC calls may be under way at the same time, watches and waits included: what they all may want at once
/// bounds the memory. Health, the cluster, the adapters and workers have calls of their own beyond that, so that a node
/// that is full is not taken for one that is gone, can be looked at and drained, and goes on with what it has; and an
/// adapter can be held.
/// </summary>
/// <param name="max">At least 1.</param>
internal sealed class CallBound(int max)
{
    private const int ReservedMax = 1_000;

    private static readonly string[] Reserved =
    [
        PathOf(Health.Descriptor.FullName),
        PathOf(V1.ClusterService.Descriptor.FullName),
        PathOf(V1.AdapterService.Descriptor.FullName),
        PathOf(V1.AdapterWorkerService.Descriptor.FullName),
    ];
    private int _count;

    public int Max => max;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Where it is let in, <see cref="Leave"/> is to be called once.</summary>
    public bool TryEnter(PathString method)
    {
        var count = Interlocked.Increment(ref _count);
        if (count <= max || (count <= max + ReservedMax && IsReserved(method)))
            return true;

        Interlocked.Decrement(ref _count);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);

    private static bool IsReserved(PathString method) =>
        Array.Exists(Reserved, service => method.Value?.StartsWith(service, StringComparison.Ordinal) == true);

    private static string PathOf(string service) => $"/{service}/";
}
