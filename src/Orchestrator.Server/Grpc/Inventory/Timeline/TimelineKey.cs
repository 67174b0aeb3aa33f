using System.Globalization;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>A place in a customer's timeline: no two entries have the same.</summary>
/// <param name="Time">In whole microseconds.</param>
/// <param name="Rank">Of what kind of source; of entries of the same time the lower comes first.</param>
/// <param name="Id">Within the source.</param>
/// <param name="Number">Within that id.</param>
internal readonly record struct TimelineKey(DateTimeOffset Time, int Rank, string Id, long Number)
    : IComparable<TimelineKey>
{
    public const int Journal = 1;
    public const int Teardowns = 2;
    public const int Contacts = 3;
    public const int Payments = 4;
    public const int FollowUps = 5;

    /// <summary>Before every entry of a time.</summary>
    public static TimelineKey Before(DateTimeOffset time) => new(time, 0, "", 0);

    /// <summary>After every entry of a time.</summary>
    public static TimelineKey After(DateTimeOffset time) => new(time, int.MaxValue, "", 0);

    public int CompareTo(TimelineKey other)
    {
        var order = Time.CompareTo(other.Time);
        if (order == 0)
            order = Rank.CompareTo(other.Rank);
        if (order == 0)
            order = string.CompareOrdinal(Id, other.Id);
        return order == 0 ? Number.CompareTo(other.Number) : order;
    }

    /// <summary>As a page token has it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Time.UtcTicks} {Rank} {Number} {Id}");

    /// <summary>Of a token that was checked.</summary>
    public static TimelineKey Parse(string text)
    {
        var parts = text.Split(' ', 4);
        return new(
            new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[3],
            long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
