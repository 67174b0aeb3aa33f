using System.Collections;

namespace Orchestrator.Core.Values;

/// <summary>The members of a JSON object: few, ordered, immutable; found by a linear search.</summary>
public sealed class Members : IReadOnlyList<(string Name, Value Value)>, IEquatable<Members>
{
    private readonly (string Name, Value Value)[] _members;

    private Members((string Name, Value Value)[] members) => _members = members;

    public static Members Empty { get; } = new([]);

    public int Count => _members.Length;

    public (string Name, Value Value) this[int index] => _members[index];

    /// <summary>A name that is given twice keeps its first place and its last value.</summary>
    public static Members From(ReadOnlySpan<(string Name, Value Value)> members)
    {
        if (members.IsEmpty)
            return Empty;

        var kept = new (string Name, Value Value)[members.Length];
        var count = 0;
        var known = members.Length > 16 ? new Dictionary<string, int>(members.Length, StringComparer.Ordinal) : null;
        foreach (var member in members)
        {
            var place = known is null
                ? IndexOf(kept.AsSpan(0, count), member.Name)
                : known.GetValueOrDefault(member.Name, -1);
            if (place >= 0)
            {
                kept[place] = member;
                continue;
            }

            known?.Add(member.Name, count);
            kept[count++] = member;
        }

        return new(count == kept.Length ? kept : kept[..count]);
    }

    public bool TryGet(string name, out Value value)
    {
        var place = IndexOf(_members, name);
        value = place >= 0 ? _members[place].Value : default;
        return place >= 0;
    }

    public bool Equals(Members? other)
    {
        if (other is null || other.Count != Count)
            return false;

        foreach (var (name, value) in _members)
        {
            if (!other.TryGet(name, out var theirs) || theirs != value)
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Members);

    public override int GetHashCode() => Count;

    public IEnumerator<(string Name, Value Value)> GetEnumerator() =>
        ((IEnumerable<(string Name, Value Value)>)_members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _members.GetEnumerator();

    private static int IndexOf(ReadOnlySpan<(string Name, Value Value)> members, string name)
    {
        for (var index = 0; index < members.Length; index++)
        {
            if (string.Equals(members[index].Name, name, StringComparison.Ordinal))
                return index;
        }

        return -1;
    }
}
