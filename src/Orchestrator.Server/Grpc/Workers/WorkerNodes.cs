using System.Net;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Workers;

/// <summary>
/// The nodes that workers are to connect to: all that live and do not end. Asked for once for all streams.
/// </summary>
internal sealed class WorkerNodes(INodes nodes, NodeIdentity identity, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<V1.WorkerNode> _known = [];
    private long? _readAt;

    /// <summary>The name of this node.</summary>
    public string Own { get; } = $"nodes/{identity.Id}";

    /// <summary>As they were last, where the database cannot be reached.</summary>
    public async Task<IReadOnlyList<V1.WorkerNode>> ReadAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_readAt is { } at && time.GetElapsedTime(at) < Age)
                return _known;

            _readAt = time.GetTimestamp();
            var picture = await nodes.DescribeAsync(cancellation).ConfigureAwait(false);
            return _known =
            [
                .. picture.Nodes
                    .Where(node => node is { IsLive: true, IsLeaving: false })
                    .Select(node => new V1.WorkerNode
                    {
                        Name = $"nodes/{node.Identity.Id}",
                        Address = AddressOf(node.Identity),
                    })
                    .OrderBy(node => node.Name, StringComparer.Ordinal),
            ];
        }
        catch (JournalUnavailableException)
        {
            return _known;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>A node that listens on all addresses of its machine is reached by the machine's name.</summary>
    internal static string AddressOf(NodeIdentity node)
    {
        var colon = node.Address.LastIndexOf(':');
        return colon > 0 && IsAny(node.Address[..colon].Trim('[', ']'))
            ? node.Host + node.Address[colon..]
            : node.Address;
    }

    private static bool IsAny(string host) =>
        host is "*" || (IPAddress.TryParse(host, out var address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
