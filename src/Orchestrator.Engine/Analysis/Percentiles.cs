namespace Orchestrator.Engine.Analysis;

/// <summary>
/// Durations, and which of them a share of all do not exceed: exact as long as there are few; then counted in classes,
/// each 2 % wider than the one before, and told as their middle: at most 1 % beside the exact one. (The classes are
/// those of DDSketch: Masson, Rim and Lee, 2019.) Not for several threads.
/// </summary>
public sealed class Percentiles
{
    /// <summary>So many are kept one by one.</summary>
    public const int ExactMax = 4_096;

    /// <summary>By how much a percentile of more may be wrong, of its value.</summary>
    public const double ErrorMax = 0.01;

    private static readonly double Width = Math.Log((1 + ErrorMax) / (1 - ErrorMax));
    private List<long>? _exact = [];
    private SortedDictionary<int, long>? _classes;
    private bool _isSorted;

    public long Count { get; private set; }

    /// <summary>Whether percentiles are exact.</summary>
    public bool IsExact => _exact is not null;

    public void Add(TimeSpan duration)
    {
        Count++;
        var ticks = Math.Max(duration.Ticks, 0);
        if (_exact is { Count: < ExactMax })
        {
            _exact.Add(ticks);
            _isSorted = false;
            return;
        }

        _classes ??= [];
        foreach (var one in _exact ?? [])
            Classify(one);
        _exact = null;
        Classify(ticks);
    }

    /// <summary>
    /// The smallest duration that at least this share of all do not exceed (nearest rank); zero where there is none.
    /// </summary>
    /// <param name="share">Above 0, up to 1.</param>
    public TimeSpan At(double share)
    {
        if (Count == 0)
            return TimeSpan.Zero;

        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        return _exact is null ? AtClass(rank) : AtExact(rank);
    }

    private TimeSpan AtExact(long rank)
    {
        if (!_isSorted)
            _exact!.Sort();
        _isSorted = true;
        return TimeSpan.FromTicks(_exact![(int)rank - 1]);
    }

    private TimeSpan AtClass(long rank)
    {
        foreach (var (number, count) in _classes!)
        {
            rank -= count;
            if (rank <= 0)
                return TimeSpan.FromTicks(
                    number < 0 ? 0 : (long)(Math.Exp(number * Width) * 2 / (1 + Math.Exp(Width))));
        }

        return TimeSpan.Zero;
    }

    /// <summary>Class n has what is above gamma to the n-1 and up to gamma to the n; -1 has nothing at all.</summary>
    private void Classify(long ticks)
    {
        var number = ticks == 0 ? -1 : (int)Math.Ceiling(Math.Log(ticks) / Width);
        _classes![number] = _classes.GetValueOrDefault(number) + 1;
    }
}
