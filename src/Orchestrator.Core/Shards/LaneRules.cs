namespace Orchestrator.Core.Shards;

/// <summary>What may happen in a lane at once, and how often.</summary>
/// <param name="Width">Steps that may be in it at the same time; 1 to 10,000.</param>
/// <param name="Rate">How often calls may begin in it; null for no limit.</param>
public sealed record LaneRule(int Width = 1, LaneRate? Rate = null)
{
    public const int WidthMax = 10_000;

    /// <summary>One at a time, as often as it goes.</summary>
    public static LaneRule Default { get; } = new();
}

/// <summary>
/// At most so many calls begin in any span of a length. Every attempt counts, also of compensations; reading back what
/// became of a call does not.
/// </summary>
/// <param name="Calls">1 to 1,000.</param>
/// <param name="Period">1 ms to 1 hour: for so long after a start nothing begins of which it is not known that it may.
/// </param>
public sealed record LaneRate(int Calls, TimeSpan Period)
{
    public const int CallsMax = 1_000;

    public static TimeSpan PeriodMin { get; } = TimeSpan.FromMilliseconds(1);

    public static TimeSpan PeriodMax { get; } = TimeSpan.FromHours(1);
}

/// <summary>The rules of all lanes, by their names.</summary>
/// <param name="rules">By name or pattern, as <see cref="NamePatterns{T}"/> says.</param>
public sealed class LaneRules(IEnumerable<KeyValuePair<string, LaneRule>> rules)
{
    private readonly NamePatterns<LaneRule> _rules = new(rules);

    /// <summary>Every lane takes one step at a time.</summary>
    public static LaneRules None { get; } = new([]);

    public LaneRule Of(string lane) => _rules.Find(lane) ?? LaneRule.Default;
}
