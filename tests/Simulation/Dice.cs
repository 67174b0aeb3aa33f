namespace Orchestrator.Tests.Simulation;

/// <summary>All chance of a simulation: the same seed throws the same numbers, on every machine, for ever.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood 2014): 64 bits of state, every seed as good as every other.</remarks>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>A number from 0 to one less than the bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(double share) => share > 0 && Fraction() < share;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>Whole microseconds, which is what journals keep.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromMicroseconds(Math.Floor((most - least).TotalMicroseconds * Fraction()));

    public TimeSpan Milliseconds(int least, int most) =>
        Between(TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));

    public TimeSpan Seconds(double least, double most) =>
        Between(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));

    /// <summary>Dice of their own, so that what throws them does not change what others throw.</summary>
    public Dice Fork() => new(Next());

    /// <summary>The same number from 0 to 1 for the same words, whatever was thrown before.</summary>
    public static double Fixed(ulong seed, params ReadOnlySpan<string> words)
    {
        var hash = Mix(seed);
        foreach (var word in words)
        {
            foreach (var letter in word)
                hash = Mix(hash ^ letter);
            hash = Mix(hash + 1);
        }

        return (hash >> 11) * (1.0 / (1UL << 53));
    }

    private double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong number)
    {
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
