namespace Orchestrator.Core.Workflows.Checks;

/// <summary>A set of activities, by their places in the plan; immutable.</summary>
internal sealed class ActivitySet
{
    private readonly ulong[] _bits;

    private ActivitySet(ulong[] bits) => _bits = bits;

    public static ActivitySet Empty(int activities) => new(new ulong[(activities + 63) / 64]);

    public bool Contains(int index) => (_bits[index / 64] & (1UL << (index % 64))) != 0;

    public ActivitySet With(int index)
    {
        if (Contains(index))
            return this;

        var bits = (ulong[])_bits.Clone();
        bits[index / 64] |= 1UL << (index % 64);
        return new(bits);
    }

    public ActivitySet Or(ActivitySet other) => Combine(other, static (one, two) => one | two);

    public ActivitySet And(ActivitySet other) => Combine(other, static (one, two) => one & two);

    private ActivitySet Combine(ActivitySet other, Func<ulong, ulong, ulong> operation)
    {
        if (ReferenceEquals(this, other))
            return this;

        var bits = new ulong[_bits.Length];
        for (var index = 0; index < bits.Length; index++)
            bits[index] = operation(_bits[index], other._bits[index]);
        return new(bits);
    }
}

/// <summary>What has ended when an activity begins.</summary>
/// <param name="Surely">On every way to it.</param>
/// <param name="Perhaps">On some way to it, those included.</param>
internal readonly record struct Before(ActivitySet Surely, ActivitySet Perhaps)
{
    public Before Then(int index) => new(Surely.With(index), Perhaps.With(index));

    public Before MaybeAfter(ActivitySet others) => this with { Perhaps = Perhaps.Or(others) };

    /// <summary>One of two ways was taken.</summary>
    public Before Either(Before other) => new(Surely.And(other.Surely), Perhaps.Or(other.Perhaps));

    /// <summary>Both ways were taken.</summary>
    public Before Both(Before other) => new(Surely.Or(other.Surely), Perhaps.Or(other.Perhaps));
}
