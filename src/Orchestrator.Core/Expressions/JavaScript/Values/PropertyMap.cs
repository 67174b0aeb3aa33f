using System.Runtime.InteropServices;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Members in the order in which they came: a list, with an index when there are many.</summary>
internal sealed class PropertyMap
{
    private const int IndexedFrom = 9;

    private string[] _keys;
    private Property[] _properties;
    private Dictionary<string, int>? _index;

    public PropertyMap(int capacity = 4)
    {
        (_keys, _properties) = (new string[capacity], new Property[capacity]);
    }

    public int Count { get; private set; }

    public string KeyAt(int place) => _keys[place];

    /// <summary>Its place for reading and writing; a null reference where there is none.</summary>
    public ref Property Find(string key)
    {
        var place = PlaceOf(key);
        return ref place < 0 ? ref System.Runtime.CompilerServices.Unsafe.NullRef<Property>() : ref _properties[place];
    }

    public bool TryGet(string key, out Property property)
    {
        var place = PlaceOf(key);
        property = place < 0 ? default : _properties[place];
        return place >= 0;
    }

    public void Set(string key, Property property)
    {
        var place = PlaceOf(key);
        if (place >= 0)
        {
            _properties[place] = property;
            return;
        }

        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(4, Count * 2));
            Array.Resize(ref _properties, Math.Max(4, Count * 2));
        }

        _keys[Count] = key;
        _properties[Count] = property;
        _index?.Add(key, Count);
        Count++;
        if (_index is null && Count >= IndexedFrom)
            Index();
    }

    public bool Remove(string key)
    {
        var place = PlaceOf(key);
        if (place < 0)
            return false;

        Count--;
        Array.Copy(_keys, place + 1, _keys, place, Count - place);
        Array.Copy(_properties, place + 1, _properties, place, Count - place);
        if (_index is not null)
            Index();
        return true;
    }

    private int PlaceOf(string key)
    {
        if (_index is not null)
            return _index.GetValueOrDefault(key, -1);

        var keys = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(_keys), Count);
        for (var place = 0; place < keys.Length; place++)
        {
            if (ReferenceEquals(keys[place], key) || string.Equals(keys[place], key, StringComparison.Ordinal))
                return place;
        }

        return -1;
    }

    private void Index()
    {
        _index = new(Count * 2, StringComparer.Ordinal);
        for (var place = 0; place < Count; place++)
            _index.Add(_keys[place], place);
    }
}
