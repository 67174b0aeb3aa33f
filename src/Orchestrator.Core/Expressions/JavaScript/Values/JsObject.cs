using System.Runtime.CompilerServices;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>
/// An object: members of its own, and a prototype. Given ones are opened when somebody looks into them.
/// </summary>
internal class JsObject(JsObject? prototype)
{
    private const int FreeHops = 8;

    private PropertyMap? _own;
    private Value? _given;
    private Run? _givenTo;

    public JsObject? Prototype { get; set; } = prototype;

    /// <summary>Whether members may be added.</summary>
    public bool IsExtensible { get; set; } = true;

    /// <summary>Whether it is the language's own, the same for all runs: then nothing changes it.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether it came from outside: then its members are found in camelCase and in PascalCase.</summary>
    public bool IsGiven { get; protected set; }

    public virtual string ClassName => "Object";

    /// <summary>What it was given as, while nobody has looked into it.</summary>
    public Value? Untouched => _given;

    private PropertyMap? Own
    {
        get
        {
            if (_given is not null)
                Open();
            return _own;
        }
    }

    /// <summary>An object from outside.</summary>
    public static JsObject From(Run run, Value given, JsObject prototype) =>
        new(prototype) { _given = given, _givenTo = run, IsGiven = true };

    public virtual bool TryGetOwn(string key, out Property property)
    {
        if (Own is { } own)
            return own.TryGet(key, out property);

        property = default;
        return false;
    }

    public JsValue Get(Run run, string key) => Get(run, key, this);

    /// <param name="run">The run.</param>
    /// <param name="key">The member's name.</param>
    /// <param name="self">What accessors are called on.</param>
    public virtual JsValue Get(Run run, string key, JsValue self)
    {
        var hops = 0;
        for (var at = this; at is not null; at = at.Prototype)
        {
            if (at.TryGetOwn(key, out var property))
                return property.Read(run, self);
            if (++hops > FreeHops)
                run.Step(1);
        }

        return IsGiven && Spelling.Other(key) is { } other && TryGetOwn(other, out var spelled)
            ? spelled.Read(run, self)
            : JsValue.Undefined;
    }

    public virtual bool Has(Run run, string key)
    {
        var hops = 0;
        for (var at = this; at is not null; at = at.Prototype)
        {
            if (at.TryGetOwn(key, out _))
                return true;
            if (++hops > FreeHops)
                run.Step(1);
        }

        return false;
    }

    /// <summary>As an assignment does it; what may not be assigned stays as it is.</summary>
    /// <exception cref="JsThrow">It is the language's own.</exception>
    public virtual bool Set(Run run, string key, JsValue value) => Set(run, key, value, this);

    public bool Set(Run run, string key, JsValue value, JsValue self)
    {
        if (FindAccessor(run, key) is { } accessor)
        {
            accessor.Setter?.Call(run, self, [value]);
            return accessor.Setter is not null;
        }

        return SetOwn(run, IsGiven && !TryGetOwn(key, out _) ? GivenSpelling(key) : key, value);
    }

    /// <summary>Sets a member of its own, or adds it.</summary>
    public virtual bool SetOwn(Run run, string key, JsValue value)
    {
        if (IsShared)
            throw run.TypeError(
                $"Cannot assign to '{PropertyKey.Shown(key)}': the language's objects are the same for all scripts");

        if (Own is { } own)
        {
            ref var property = ref own.Find(key);
            if (!Unsafe.IsNullRef(ref property))
            {
                if (!property.IsWritable)
                    return false;
                property.Value = value;
                return true;
            }
        }

        return IsExtensible && Define(run, key, new Property(value));
    }

    /// <summary>Puts a member of its own there, whatever was there before.</summary>
    public virtual bool Define(Run? run, string key, Property property)
    {
        _own = Own ?? new PropertyMap();
        var before = _own.Count;
        _own.Set(key, property);
        if (_own.Count != before)
            run?.Added(_own.Count);
        return true;
    }

    public virtual bool Delete(Run run, string key)
    {
        if (IsShared)
            throw run.TypeError(
                $"Cannot delete '{PropertyKey.Shown(key)}': the language's own objects are the same for all scripts");
        if (Own is not { } own || !own.TryGet(key, out var property))
            return true;
        if (!property.IsConfigurable)
            return false;

        run.Step(own.Count >> 2);
        run.Allocate(own.Count * 48L);
        return own.Remove(key);
    }

    /// <summary>Names of its own members: numbers in their order, then the others as they came.</summary>
    public virtual List<string> OwnKeys(Run run) => NamedKeys(run);

    /// <summary>No member is added, removed or, with <paramref name="values"/>, changed any more.</summary>
    public virtual void Freeze(Run? run, bool values)
    {
        IsExtensible = false;
        var own = Own;
        for (var place = 0; place < own?.Count; place++)
        {
            ref var property = ref own.Find(own.KeyAt(place));
            property.Traits &= values && property.Value.Accessor is null
                ? PropertyTraits.Enumerable
                : PropertyTraits.Enumerable | PropertyTraits.Writable;
        }

        run?.Step((own?.Count ?? 0) >> 3);
    }

    /// <summary>Its own named members, while nothing runs.</summary>
    public IEnumerable<Property> OwnProperties()
    {
        for (var place = 0; place < Own?.Count; place++)
            yield return Own.Find(Own.KeyAt(place));
    }

    protected List<string> NamedKeys(Run? run)
    {
        var own = Own;
        var keys = new List<string>(own?.Count ?? 0);
        var numbers = 0;
        for (var place = 0; place < own?.Count; place++)
        {
            keys.Add(own.KeyAt(place));
            if (PropertyKey.IsIndex(own.KeyAt(place), out _))
                numbers++;
        }

        run?.Step(1 + keys.Count);
        run?.Allocate(32 + (keys.Count * 8L));
        return numbers == 0 ? keys : [.. keys.OrderBy(IndexOrder)];
    }

    private static int IndexOrder(string key) => PropertyKey.IsIndex(key, out var index) ? index : int.MaxValue;

    private string GivenSpelling(string key) =>
        Spelling.Other(key) is { } other && TryGetOwn(other, out _) ? other : key;

    private Accessor? FindAccessor(Run run, string key)
    {
        var hops = 0;
        for (var at = this; at is not null; at = at.Prototype)
        {
            if (at.TryGetOwn(key, out var property))
                return property.Value.Accessor;
            if (++hops > FreeHops)
                run.Step(1);
        }

        return null;
    }

    private void Open()
    {
        var given = _given!.Value.Members;
        _given = null;
        _own = new PropertyMap(Math.Max(1, given.Count));
        _givenTo!.Step(given.Count >> 2);
        _givenTo.Allocate(64 + (given.Count * 40L));
        foreach (var (name, value) in given)
            _own.Set(name, new Property(Giving.ToJs(_givenTo, value)));
    }
}
