using System.Buffers;
using Orchestrator.Engine.Auditing.Comparing;
using Orchestrator.Engine.Auditing.Sorting;

namespace Orchestrator.Engine.Auditing;

/// <summary>What each service has at one adapter, in the order of the services; and beside it the services.</summary>
internal sealed class HoldingSpool(AuditOptions options) : IDisposable
{
    private readonly SortedSpool _holdings = new(options.Folder, options.BytesMax);
    private readonly ArrayBufferWriter<byte> _content = new();

    public void Add(ResourcePair pair, bool canList)
    {
        foreach (var held in pair.Held)
        {
            _content.ResetWrittenCount();
            _content.Write([(byte)(canList ? pair.Listed is null ? 0 : 1 : 2)]);
            held.Write(_content);
            _holdings.Add(SpoolKey.Of(held.Service, pair.Kind, pair.ExternalId), _content.WrittenSpan);
        }
    }

    /// <summary>Every service, and every id of one that the ledger has, with what it holds.</summary>
    public IEnumerable<(string Id, AuditedService? Service, IReadOnlyList<ServiceHolding> Holdings)> Join(
        ServiceSpool services)
    {
        using var holdings = _holdings.Read().GetEnumerator();
        using var owners = services.Read().GetEnumerator();
        var (hasHolding, hasOwner) = (holdings.MoveNext(), owners.MoveNext());
        while (hasHolding || hasOwner)
        {
            var order = !hasHolding ? 1 : !hasOwner
                ? -1
                : ServiceOf(holdings.Current).SequenceCompareTo(owners.Current.Key.Span);
            var key = (order <= 0 ? ServiceOf(holdings.Current) : owners.Current.Key.Span).ToArray();
            var owner = order >= 0 ? owners.Current.Service : null;
            var own = new List<ServiceHolding>();
            for (; hasHolding && ServiceOf(holdings.Current).SequenceEqual(key); hasHolding = holdings.MoveNext())
                own.Add(Read(holdings.Current));
            if (order >= 0)
                hasOwner = owners.MoveNext();
            yield return (SpoolKey.Read(key)[0], owner, own);
        }
    }

    public void Dispose() => _holdings.Dispose();

    private static ReadOnlySpan<byte> ServiceOf(SpoolRecord record) => SpoolKey.First(record.Key.Span, 1);

    private static ServiceHolding Read(SpoolRecord record)
    {
        var names = SpoolKey.Read(record.Key.Span);
        bool? isListed = record.Content.Span[0] switch { 0 => false, 1 => true, _ => null };
        return new ServiceHolding(
            names[1], names[2], HeldResource.Read(names[0], record.Content.Span[1..]), isListed);
    }
}
