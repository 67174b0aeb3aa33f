using System.Collections;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// The open frames of an activation, in order of their numbers: mostly few, and the newest is asked for most.
/// </summary>
internal sealed class FrameTable : IReadOnlyCollection<Frame>
{
    private Frame[] _frames = new Frame[4];

    public int Count { get; private set; }

    /// <exception cref="KeyNotFoundException">No such frame is open.</exception>
    public Frame this[int id] => Find(id) ?? throw new KeyNotFoundException($"Frame {id} is not open.");

    public Frame? Find(int id)
    {
        var place = PlaceOf(id);
        return place >= 0 ? _frames[place] : null;
    }

    public void Add(Frame frame)
    {
        var place = Count == 0 || _frames[Count - 1].Id < frame.Id ? Count : ~PlaceOf(frame.Id);
        if (Count == _frames.Length)
            Array.Resize(ref _frames, Count * 2);
        Array.Copy(_frames, place, _frames, place + 1, Count++ - place);
        _frames[place] = frame;
    }

    public Frame? Remove(int id)
    {
        var place = PlaceOf(id);
        if (place < 0)
            return null;

        var frame = _frames[place];
        Array.Copy(_frames, place + 1, _frames, place, --Count - place);
        _frames[Count] = null!;
        return frame;
    }

    public void Clear()
    {
        Array.Clear(_frames, 0, Count);
        Count = 0;
    }

    public ArraySegment<Frame>.Enumerator GetEnumerator() => new ArraySegment<Frame>(_frames, 0, Count).GetEnumerator();

    IEnumerator<Frame> IEnumerable<Frame>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The frame's place, or the complement of where it would be.</summary>
    private int PlaceOf(int id)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var there = _frames[middle].Id;
            if (there == id)
                return middle;

            if (there < id)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
