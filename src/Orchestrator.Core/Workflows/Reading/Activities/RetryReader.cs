using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>When a step is tried again.</summary>
internal static class RetryReader
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    private static readonly PropertyDescription Attempts =
        new("attempts", new PropertyShape.Number(1, 1_000_000, IsInteger: true), "At most, the first included.")
        {
            Default = RetryPolicy.Default.Attempts,
        };

    private static readonly PropertyDescription FirstDelay =
        new("firstDelay", new PropertyShape.Duration(Year, ZeroAllowed: true), "Before the second attempt.")
        {
            Default = $"{RetryPolicy.Default.FirstDelay:c}",
        };

    private static readonly PropertyDescription Factor =
        new("factor", new PropertyShape.Number(1, 100), "Each delay is the one before times this.")
        {
            Default = RetryPolicy.Default.Factor,
        };

    private static readonly PropertyDescription DelayMax =
        new("delayMax", new PropertyShape.Duration(Year), "No delay is longer.")
        {
            Default = $"{RetryPolicy.Default.DelayMax:c}",
        };

    private static readonly PropertyDescription Jitter =
        new("jitter", new PropertyShape.Number(0, 1), "The share of a delay that is spread at random, to both sides.")
        {
            Default = RetryPolicy.Default.Jitter,
        };

    private static readonly PropertyDescription TotalTime =
        new("totalTime", new PropertyShape.Duration(Year), "No attempt begins later than this after the first one.");

    public static readonly PropertyDescription Property = new(
        "retry",
        new PropertyShape.Group([Attempts, FirstDelay, Factor, DelayMax, Jitter, TotalTime]),
        "When a failed attempt is tried again; 3 attempts, after 1 and 2 seconds, where it is left out.");

    public static RetryPolicy Read(ActivityReading reading)
    {
        var standard = RetryPolicy.Default;
        if (reading.Literal(reading.Find(Property), Property.Name) is not { } node)
            return standard;

        if (!node.IsObject)
        {
            reading.Add(DiagnosticCodes.WrongShape, node, $"'retry' is a {node.Kind}, and must be an object such as "
                + $"{{\"attempts\": 5, \"firstDelay\": \"00:00:10\"}}.");
            return standard;
        }

        var firstDelay = reading.Duration(node, FirstDelay) ?? standard.FirstDelay;
        var delayMax =
            reading.Duration(node, DelayMax) ?? (firstDelay > standard.DelayMax ? firstDelay : standard.DelayMax);
        if (delayMax < firstDelay)
            reading.Add(
                DiagnosticCodes.OutOfRange,
                node["delayMax"]!,
                $"'delayMax' is {delayMax:c}, which is less than 'firstDelay', {firstDelay:c}. Make it longer.");

        return new(
            (int)(reading.Number(node, Attempts) ?? standard.Attempts),
            firstDelay,
            reading.Number(node, Factor) ?? standard.Factor,
            delayMax,
            reading.Number(node, Jitter) ?? standard.Jitter,
            reading.Duration(node, TotalTime));
    }
}
