using System.Buffers;
using Orchestrator.Adapters;
using Orchestrator.Engine.Auditing.Sorting;

namespace Orchestrator.Engine.Auditing.Comparing;

/// <summary>
/// Lays ledger and inventory side by side. Both may come in any order, and be larger than memory. An inventory that names
/// a resource twice counts once.
/// </summary>
/// <param name="folder">Where temporary files are made.</param>
/// <param name="bytesMax">In memory, of each side.</param>
public sealed class ResourceMerge(string folder, int bytesMax = SortedSpool.BytesMaxDefault) : IDisposable
{
    private static readonly Dictionary<string, string> Unread = [];

    private readonly SortedSpool _held = new(folder, bytesMax);
    private readonly SortedSpool _listed = new(folder, bytesMax);
    private readonly ArrayBufferWriter<byte> _content = new();

    public long HeldCount => _held.Count;

    public long ListedCount => _listed.Count;

    public void AddHeld(string kind, string externalId, HeldResource held)
    {
        _content.ResetWrittenCount();
        held.Write(_content);
        _held.Add(SpoolKey.Of(kind, externalId, held.Service), _content.WrittenSpan);
    }

    public void AddListed(Resource resource)
    {
        _content.ResetWrittenCount();
        AttributeBytes.Write(resource.Attributes, _content);
        _listed.Add(SpoolKey.Of(resource.Kind, resource.ExternalId), _content.WrittenSpan);
    }

    /// <summary>Every resource of either side, in order of kind and id. Nothing is added after that.</summary>
    public IEnumerable<ResourcePair> Pairs()
    {
        using var held = _held.Read().GetEnumerator();
        using var listed = _listed.Read().GetEnumerator();
        var (hasHeld, hasListed) = (held.MoveNext(), listed.MoveNext());
        while (hasHeld || hasListed)
        {
            var order = !hasHeld ? 1 : !hasListed ? -1 : Order(held.Current, listed.Current);
            var key = (order <= 0 ? ResourceOf(held.Current) : listed.Current.Key.Span).ToArray();
            byte[]? there = null;
            for (; hasListed && order >= 0 && listed.Current.Key.Span.SequenceEqual(key); hasListed = listed.MoveNext())
                there = listed.Current.Content.ToArray();
            var owners = new List<HeldResource>(1);
            var isSame = true;
            for (; hasHeld && order <= 0 && ResourceOf(held.Current).SequenceEqual(key); hasHeld = held.MoveNext())
            {
                isSame &= there is not null
                    && HeldResource.AttributesOf(held.Current.Content.Span).SequenceEqual(there);
                owners.Add(HeldResource.Read(SpoolKey.Read(held.Current.Key.Span)[2], held.Current.Content.Span));
            }

            var names = SpoolKey.Read(key);
            isSame &= owners.Count > 0 && there is not null;
            var attributes = there is null ? null : isSame ? Unread : AttributeBytes.Read(there);
            yield return new ResourcePair(names[0], names[1], owners, attributes, isSame);
        }
    }

    public void Dispose()
    {
        _held.Dispose();
        _listed.Dispose();
    }

    private static ReadOnlySpan<byte> ResourceOf(SpoolRecord held) => SpoolKey.First(held.Key.Span, 2);

    private static int Order(SpoolRecord held, SpoolRecord listed) =>
        ResourceOf(held).SequenceCompareTo(listed.Key.Span);
}
