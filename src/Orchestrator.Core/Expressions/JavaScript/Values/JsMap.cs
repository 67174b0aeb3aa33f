using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>A map or a set, in the order in which entries came.</summary>
internal sealed class JsMap(bool isSet, JsObject prototype) : JsObject(prototype)
{
    private readonly Dictionary<JsValue, int> _places = new(KeyComparer.Instance);
    private readonly List<(JsValue Key, JsValue Value, bool IsThere)> _entries = [];

    public bool IsSet => isSet;

    public int Count => _places.Count;

    public bool IsPlain =>
        ReferenceEquals(Prototype, Realm.MapPrototype) || ReferenceEquals(Prototype, Realm.SetPrototype);

    public override string ClassName => isSet ? "Set" : "Map";

    public bool Has(JsValue key) => _places.ContainsKey(key);

    public JsValue Get(JsValue key) =>
        _places.TryGetValue(key, out var place) ? _entries[place].Value : JsValue.Undefined;

    public void Put(Run run, JsValue key, JsValue value)
    {
        if (key.IsNumber && key.Number == 0)
            key = 0;
        run.Step(1 + (key.IsText ? key.TextLength >> 5 : 0));
        if (_places.TryGetValue(key, out var place))
        {
            _entries[place] = (key, value, true);
            return;
        }

        run.Allocate(96);
        run.CheckItems(_places.Count + 1);
        Compact(run);
        _places.Add(key, _entries.Count);
        _entries.Add((key, value, true));
    }

    public bool Remove(JsValue key)
    {
        if (!_places.Remove(key, out var place))
            return false;

        _entries[place] = default;
        return true;
    }

    public void Clear()
    {
        _places.Clear();
        for (var place = 0; place < _entries.Count; place++)
            _entries[place] = default;
    }

    public IEnumerable<JsValue> Keys()
    {
        for (var place = 0; place < _entries.Count; place++)
        {
            if (_entries[place].IsThere)
                yield return _entries[place].Key;
        }
    }

    public IEnumerable<JsValue> Keys(Run run) => Stepping(run, entry => entry.Key);

    public IEnumerable<JsValue> Values(Run run) => Stepping(run, entry => isSet ? entry.Key : entry.Value);

    public IEnumerable<JsValue> Entries(Run run) =>
        Stepping(run, entry => JsArray.Of(run, entry.Key, isSet ? entry.Key : entry.Value));

    private IEnumerable<JsValue> Stepping(Run run, Func<(JsValue Key, JsValue Value), JsValue> give)
    {
        for (var place = 0; place < _entries.Count; place++)
        {
            run.Step(1);
            if (_entries[place].IsThere)
                yield return give((_entries[place].Key, _entries[place].Value));
        }
    }

    /// <summary>
    /// Entries that were taken out keep their place for whoever goes through them; when most are gone the rest closes
    /// up.
    /// </summary>
    private void Compact(Run run)
    {
        if (_entries.Count < 64 || _entries.Count < run.Limits.ItemsMax)
            return;

        run.Step(_entries.Count >> 2);
        _entries.RemoveAll(entry => !entry.IsThere);
        for (var place = 0; place < _entries.Count; place++)
            _places[_entries[place].Key] = place;
    }

    private sealed class KeyComparer : IEqualityComparer<JsValue>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(JsValue x, JsValue y) => Operators.SameValueZero(x, y);

        public int GetHashCode(JsValue value) => value.Type switch
        {
            JsType.Number => value.Number == 0 ? 0 : value.Number.GetHashCode(),
            JsType.Boolean => value.Boolean ? 1 : 2,
            JsType.Text => string.GetHashCode(value.Text, StringComparison.Ordinal),
            JsType.BigInt => value.BigInt.GetHashCode(),
            JsType.Object or JsType.Symbol => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.Content),
            _ => 3,
        };
    }
}
