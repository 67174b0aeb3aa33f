using System.Numerics;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>A set of some of a plan's activities, by numbers of their own; immutable.</summary>
internal sealed class ActivitySet
{
    private readonly ulong[] _bits;

    private ActivitySet(ulong[] bits) => _bits = bits;

    /// <summary>Of at most so many activities.</summary>
    public static ActivitySet Empty(int count) => new(new ulong[(count + 63) / 64]);

    public bool Contains(int number) => (_bits[number / 64] & Bit(number)) != 0;

    public ActivitySet With(int number) => Contains(number) ? this : Flip(number);

    public ActivitySet Without(int number) => Contains(number) ? Flip(number) : this;

    public ActivitySet Or(ActivitySet other) => Combine(other, static (one, two) => one | two);

    public ActivitySet And(ActivitySet other) => Combine(other, static (one, two) => one & two);

    public ActivitySet Except(ActivitySet other) => Combine(other, static (one, two) => one & ~two);

    /// <summary>The least number that is in both; null where none is.</summary>
    public int? FirstCommon(ActivitySet other)
    {
        for (var index = 0; index < _bits.Length; index++)
        {
            var both = _bits[index] & other._bits[index];
            if (both != 0)
                return (index * 64) + BitOperations.TrailingZeroCount(both);
        }

        return null;
    }

    /// <summary>This very set where nothing changes, so that equal sets are mostly one.</summary>
    private ActivitySet Combine(ActivitySet other, Func<ulong, ulong, ulong> operation)
    {
        ulong[]? changed = null;
        for (var index = 0; index < _bits.Length; index++)
        {
            var bits = operation(_bits[index], other._bits[index]);
            if (bits == _bits[index])
                continue;

            changed ??= (ulong[])_bits.Clone();
            changed[index] = bits;
        }

        return changed is null ? this : new(changed);
    }

    private ActivitySet Flip(int number)
    {
        var bits = (ulong[])_bits.Clone();
        bits[number / 64] ^= Bit(number);
        return new(bits);
    }

    private static ulong Bit(int number) => 1UL << (number % 64);
}
