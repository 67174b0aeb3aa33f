using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>What is to become of the values of one attribute.</summary>
internal sealed record ValueEdit(ChangeKind Kind, string Attribute, IReadOnlyList<LdapValue> Values)
{
    private bool IsPassword => Attribute.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InputException">There is none, or more than one for an attribute.</exception>
    public static IReadOnlyList<ValueEdit> ReadAll(VerbInput input)
    {
        var edits = new List<ValueEdit>();
        foreach (var kind in (ReadOnlySpan<ChangeKind>)[ChangeKind.Replace, ChangeKind.Add, ChangeKind.Delete])
        {
            edits.AddRange(input.Attributes(kind.ToString().ToLowerInvariant()).Select(
                attribute => new ValueEdit(kind, attribute.Key, attribute.Value)));
        }

        if (edits.Count == 0)
            throw new InputException("There is nothing to change. Give replace, add or delete.");
        if (edits.DistinctBy(edit => edit.Attribute, StringComparer.OrdinalIgnoreCase).Count() < edits.Count)
            throw new InputException("An attribute stands in more than one of replace, add and delete. Use replace.");
        return edits;
    }

    /// <summary>The change that makes it of what was there; null where it is so already.</summary>
    public LdapChange? Change(IReadOnlyList<LdapValue> before) => Kind switch
    {
        ChangeKind.Replace => Same(before, Values) ? null : new(Kind, Attribute, Values),
        ChangeKind.Add => Some(Kind, Values.Except(before)),
        _ => Less(Gone(before), before),
    };

    /// <summary>Whether what is there now is what it was to become.</summary>
    public bool IsMade(IReadOnlyList<LdapValue> now, IReadOnlyList<LdapValue> before) => Kind switch
    {
        ChangeKind.Replace => Same(now, Values) || (IsPassword && !Same(now, before)),
        ChangeKind.Add => (IsPassword && !Same(now, before)) || !Values.Except(now).Any(),
        _ => !Gone(before).Intersect(now).Any(),
    };

    /// <summary>Whether it was to change something, and what is there is what was.</summary>
    public bool IsAsBefore(IReadOnlyList<LdapValue> now, IReadOnlyList<LdapValue> before) =>
        Change(before) is not null && (Kind == ChangeKind.Replace ? Same(now, before) : !IsMade(now, before));

    /// <summary>The change that puts back what was; null where that is so, or somebody else changed it since.</summary>
    public LdapChange? Restore(IReadOnlyList<LdapValue> now, IReadOnlyList<LdapValue> before) => Kind switch
    {
        _ when Same(now, before) || !IsMade(now, before) => null,
        ChangeKind.Replace => new(Kind, Attribute, before),
        ChangeKind.Add => Less((IsPassword ? now : Values).Except(before), now),
        _ => Some(ChangeKind.Add, Gone(before).Intersect(before).Except(now)),
    };

    /// <summary>No values stand for all.</summary>
    private IReadOnlyList<LdapValue> Gone(IReadOnlyList<LdapValue> before) => Values.Count == 0 ? before : Values;

    /// <summary>
    /// Where all that there is goes the attribute goes: values of some kinds, pictures say, cannot be told apart.
    /// </summary>
    private LdapChange? Less(IEnumerable<LdapValue> gone, IReadOnlyList<LdapValue> now)
    {
        var values = gone.Intersect(now).ToList();
        return values.Count == 0 ? null : new(ChangeKind.Delete, Attribute, values.Count == now.Count ? [] : values);
    }

    private LdapChange? Some(ChangeKind kind, IEnumerable<LdapValue> values) =>
        values.ToList() is { Count: > 0 } some ? new(kind, Attribute, some) : null;

    private static bool Same(IEnumerable<LdapValue> some, IEnumerable<LdapValue> others) =>
        some.ToHashSet().SetEquals(others);
}
