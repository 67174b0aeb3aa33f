using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>An array: dense, with a mark where nothing was put in. Given ones are opened when looked into.</summary>
internal sealed class JsArray : JsObject
{
    private readonly Run? _run;
    private JsValue[] _items;
    private int _count;
    private Value? _given;
    private bool _isFrozen;

    public JsArray(Run? run, JsValue[] items, int count)
        : base(Realm.ArrayPrototype)
    {
        (_run, _items, _count) = (run, items, count);
    }

    public JsArray(Run run, int capacity = 4)
        : this(run, [], 0)
    {
        run.Allocate(96);
        if (capacity > 0)
            Reserve(capacity);
    }

    public override string ClassName => IsArguments ? "Arguments" : "Array";

    /// <summary>
    /// Whether it is what a function finds as <c>arguments</c>, which looks like an array and is none.
    /// </summary>
    public bool IsArguments { get; init; }

    /// <summary>What it was given as, while nobody has looked into it.</summary>
    public Value? UntouchedItems => _given;

    public int Count => _given is { } given ? given.Items.Length : _count;

    /// <summary>Whether going through it needs nothing but its items: nobody has put another iterator there.</summary>
    public bool IsPlain => ReferenceEquals(Prototype, Realm.ArrayPrototype) || IsArguments;

    private JsValue[] Items
    {
        get
        {
            if (_given is not null)
                Open();
            return _items;
        }
    }

    public static JsArray Of(Run run, params JsValue[] items)
    {
        run.Allocate(96 + (items.Length * 16L));
        run.CheckItems(items.Length);
        return new(run, items, items.Length);
    }

    public static JsArray From(Run run, Value given)
    {
        run.CheckItems(given.Items.Length);
        return new JsArray(run, [], 0) { _given = given, IsGiven = true };
    }

    public ReadOnlySpan<JsValue> AsSpan() => Items.AsSpan(0, _count);

    /// <summary>An item as it is there: a hole stays one.</summary>
    public JsValue Raw(int index) => (uint)index < (uint)Count ? Items[index] : JsValue.Hole;

    public JsValue At(int index)
    {
        var item = Raw(index);
        return item.IsHole ? JsValue.Undefined : item;
    }

    public void Add(JsValue item)
    {
        if (Items.Length == _count)
            Reserve(_count + 1);
        CheckChange(grows: true);
        _items[_count++] = item;
    }

    public void SetAt(Run run, int index, JsValue item)
    {
        if (index >= Count)
        {
            if (_isFrozen || !IsExtensible)
                return;
            SetCount(run, index + 1);
        }

        if (!_isFrozen)
            Items[index] = item;
    }

    public void SetCount(Run run, int count)
    {
        CheckChange(grows: count > Count);
        run.CheckItems(count);
        if (count > Items.Length)
            Reserve(count);
        if (count > _count)
            _items.AsSpan(_count, count - _count).Fill(JsValue.Hole);
        else
            _items.AsSpan(count, _count - count).Clear();
        run.Step(Math.Abs(count - _count) >> 3);
        _count = count;
    }

    /// <summary>Takes items out and puts others in their place.</summary>
    public void Replace(Run run, int start, int removed, ReadOnlySpan<JsValue> added)
    {
        var tail = Count - start - removed;
        var copied = added.ToArray();
        if (added.Length > removed)
            SetCount(run, _count + added.Length - removed);
        else
            CheckChange(grows: false);

        Items.AsSpan(start + removed, tail).CopyTo(_items.AsSpan(start + added.Length));
        copied.CopyTo(_items.AsSpan(start));
        if (added.Length < removed)
            SetCount(run, start + added.Length + tail);
        run.Step((tail + added.Length) >> 4);
    }

    public void Reverse(Run run)
    {
        CheckChange(grows: false);
        run.Step(Count >> 4);
        Items.AsSpan(0, _count).Reverse();
    }

    /// <summary>Puts other items in its place.</summary>
    public void Overwrite(ReadOnlySpan<JsValue> items)
    {
        CheckChange(grows: false);
        items.CopyTo(Items);
    }

    public override bool TryGetOwn(string key, out Property property)
    {
        if (PropertyKey.IsIndex(key, out var index))
        {
            var item = Raw(index);
            property = new(item, _isFrozen ? PropertyTraits.Enumerable : PropertyTraits.Plain);
            return !item.IsHole;
        }

        if (key == "length")
        {
            property = new(Count, PropertyTraits.Writable);
            return true;
        }

        return base.TryGetOwn(key, out property);
    }

    public override bool SetOwn(Run run, string key, JsValue value)
    {
        if (PropertyKey.IsIndex(key, out var index))
        {
            SetAt(run, index, value);
            return true;
        }

        if (key != "length")
            return base.SetOwn(run, key, value);

        var count = Conversion.ToNumber(run, value);
        if (count < 0 || count != Math.Truncate(count) || count > uint.MaxValue)
            throw run.RangeError("Invalid array length");
        if (!_isFrozen)
            SetCount(run, (int)Math.Min(count, int.MaxValue));
        return true;
    }

    public override bool Define(Run? run, string key, Property property)
    {
        if (run is null || (key != "length" && !PropertyKey.IsIndex(key, out _)))
            return base.Define(run, key, property);
        if (property.Value.Accessor is not null)
            throw run.TypeError("An array's items cannot be accessors");
        return SetOwn(run, key, property.Value);
    }

    public override bool Delete(Run run, string key)
    {
        if (!PropertyKey.IsIndex(key, out var index))
            return key != "length" && base.Delete(run, key);

        CheckChange(grows: false);
        if (index < Count && !_isFrozen)
            Items[index] = JsValue.Hole;
        return true;
    }

    public override List<string> OwnKeys(Run run)
    {
        run.Step(Count >> 2);
        run.Allocate(Count * 8L);
        var keys = new List<string>(Count);
        for (var index = 0; index < Count; index++)
        {
            if (!Items[index].IsHole)
                keys.Add(PropertyKey.Of(index));
        }

        keys.AddRange(NamedKeys(run));
        return keys;
    }

    public override void Freeze(Run? run, bool values)
    {
        base.Freeze(run, values);
        _ = Items;
        _isFrozen = values;
    }

    private void CheckChange(bool grows)
    {
        if (IsShared || _isFrozen || (grows && !IsExtensible))
            throw _run!.TypeError("Cannot change an array that is frozen");
    }

    private void Reserve(int count)
    {
        _run!.CheckItems(count);
        var capacity = Math.Max(count, Math.Max(4, Math.Min(_items.Length * 2, _run.Limits.ItemsMax)));
        _run.Allocate(capacity * 16L);
        Array.Resize(ref _items, capacity);
    }

    private void Open()
    {
        var given = _given!.Value.Items;
        _given = null;
        _run!.Step(given.Length >> 2);
        _run.Allocate(96 + (given.Length * 16L));
        _items = new JsValue[given.Length];
        _count = given.Length;
        for (var index = 0; index < given.Length; index++)
            _items[index] = Giving.ToJs(_run, given[index]);
    }
}
