using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// What became of one instance's calls lately, in memory that does not grow: a ring of slices of ten seconds.
/// </summary>
public sealed class CallStatistics(TimeProvider time)
{
    /// <summary>Errors that are told apart; the others are counted as OTHER.</summary>
    public const int ErrorsMax = 16;

    private const int MessageMax = 300;
    private const int SliceSeconds = 10;
    private const int Slices = 31;
    private const int RateSlices = 6;

    private readonly Lock _gate = new();
    private readonly CallSlice?[] _slices = new CallSlice[Slices];
    private DateTimeOffset? _lastSuccess;
    private CallFailure? _lastFailure;

    internal void Note(in CallEnd end, TimeSpan took)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            SliceOf(now).Note(end, took);
            if (end.IsFailure)
                _lastFailure = new CallFailure(now, end.Operation, end.Answer, end.Code, Cut(end.Message));
            else
                _lastSuccess = now;
        }
    }

    public CallFigures Read()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var current = NumberOf(now);
            var slices = _slices.Where(slice => slice?.Number > current - Slices).Select(static slice => slice!).ToArray();
            var recent = slices.Where(slice => slice.Number >= current - RateSlices).Sum(static slice => slice.Calls);
            var seconds = (RateSlices * SliceSeconds) + (now.ToUnixTimeMilliseconds() / 1000.0 % SliceSeconds);
            return new CallFigures
            {
                PerSecond = recent / seconds,
                Durations = Trimmed(LatencyScale.Sum(slices.Select(static slice => slice.Durations))),
                Errors = ErrorsIn(slices),
                LastSuccess = _lastSuccess,
                LastFailure = _lastFailure,
            };
        }
    }

    /// <summary>The sum of several, the most frequent first.</summary>
    public static IReadOnlyList<CallErrors> Sum(IEnumerable<CallErrors> errors) =>
    [
        .. errors.GroupBy(static error => (error.Answer, error.Code))
            .Select(static same => new CallErrors(same.Key.Answer, same.Key.Code, same.Sum(static one => one.Count)))
            .OrderByDescending(static error => error.Count)
            .ThenBy(static error => error.Answer, StringComparer.Ordinal)
            .ThenBy(static error => error.Code, StringComparer.Ordinal)
            .Take(ErrorsMax),
    ];

    private static long NumberOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / SliceSeconds;

    private static IReadOnlyList<CallErrors> ErrorsIn(IEnumerable<CallSlice> slices) =>
        Sum(slices.SelectMany(static slice => slice.Errors)
            .Select(static error => new CallErrors(error.Key.Answer, error.Key.Code, error.Value)));

    private static int[] Trimmed(int[] counts) => counts[..(Array.FindLastIndex(counts, static count => count > 0) + 1)];

    private static string Cut(string text) => text.Length <= MessageMax ? text : text[..(MessageMax - 1)] + "…";

    private CallSlice SliceOf(DateTimeOffset now)
    {
        var number = NumberOf(now);
        ref var slice = ref _slices[number % Slices];
        if (slice?.Number != number)
            slice = new CallSlice(number);
        return slice;
    }
}

/// <summary>How a call ended.</summary>
internal readonly record struct CallEnd(string Operation, string Answer, string Code, string Message)
{
    /// <summary>It was not carried out, or it is not known whether it was.</summary>
    public bool IsFailure => Answer is not ("succeeded" or "read_done" or "read_not_done");
}

/// <summary>The calls that ended within ten seconds.</summary>
internal sealed class CallSlice(long number)
{
    public long Number => number;

    public int Calls { get; private set; }

    public int[] Durations { get; } = new int[LatencyScale.Places];

    public Dictionary<(string Answer, string Code), int> Errors { get; } = [];

    public void Note(in CallEnd end, TimeSpan took)
    {
        Calls++;
        Durations[LatencyScale.PlaceOf(took)]++;
        if (!end.IsFailure)
            return;

        var key = (end.Answer, end.Code);
        if (Errors.Count >= CallStatistics.ErrorsMax && !Errors.ContainsKey(key))
            key = (end.Answer, "OTHER");
        Errors[key] = Errors.GetValueOrDefault(key) + 1;
    }
}
