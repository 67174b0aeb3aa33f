using System.Collections;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// The open frames of an activation, in order of their numbers: mostly few, and the newest is asked for most.
/// </summary>
internal sealed class FrameTable : IReadOnlyCollection<Frame>
{
    private readonly List<Frame> _frames = new(4);

    public int Count => _frames.Count;

    /// <exception cref="KeyNotFoundException">No such frame is open.</exception>
    public Frame this[int id] => Find(id) ?? throw new KeyNotFoundException($"Frame {id} is not open.");

    public Frame? Find(int id)
    {
        var place = PlaceOf(id);
        return place >= 0 ? _frames[place] : null;
    }

    public void Add(Frame frame)
    {
        if (_frames.Count == 0 || _frames[^1].Id < frame.Id)
            _frames.Add(frame);
        else
            _frames.Insert(~PlaceOf(frame.Id), frame);
    }

    public Frame? Remove(int id)
    {
        var place = PlaceOf(id);
        if (place < 0)
            return null;

        var frame = _frames[place];
        _frames.RemoveAt(place);
        return frame;
    }

    public void Clear() => _frames.Clear();

    public List<Frame>.Enumerator GetEnumerator() => _frames.GetEnumerator();

    IEnumerator<Frame> IEnumerable<Frame>.GetEnumerator() => _frames.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _frames.GetEnumerator();

    /// <summary>The frame's place, or the complement of where it would be.</summary>
    private int PlaceOf(int id)
    {
        var (low, high) = (0, _frames.Count - 1);
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
