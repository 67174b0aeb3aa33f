using Orchestrator.Engine.Analysis;

namespace Orchestrator.Tests.Unit.Analysis;

public sealed class PercentilesTests
{
    [Fact]
    public void Of_few_the_nearest_rank_is_told_exactly()
    {
        var five = Of(Enumerable.Range(1, 5).Select(Seconds));
        var twenty = Of(Enumerable.Range(1, 20).Select(Seconds).Reverse());

        Assert.Equal((Seconds(3), Seconds(5)), (five.At(0.5), five.At(0.95)));
        Assert.Equal((Seconds(10), Seconds(19)), (twenty.At(0.5), twenty.At(0.95)));
        Assert.Equal(TimeSpan.Zero, new Percentiles().At(0.5));
        Assert.True(five.IsExact);
    }

    [Fact]
    public void Of_many_none_is_told_more_than_one_in_a_hundred_beside_the_exact_one()
    {
        var dice = new Random(7);
        var all = Enumerable.Range(0, 50_000)
            .Select(_ => TimeSpan.FromTicks((long)Math.Exp(dice.NextDouble() * 30)))
            .ToArray();

        var percentiles = Of(all);

        Array.Sort(all);
        Assert.False(percentiles.IsExact);
        Assert.Equal(50_000, percentiles.Count);
        foreach (var share in (double[])[0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 1])
        {
            var exact = all[(int)Math.Ceiling(share * all.Length) - 1].Ticks;
            Assert.InRange(percentiles.At(share).Ticks, (exact * 0.99) - 1, (exact * 1.01) + 1);
        }
    }

    [Fact]
    public void The_order_in_which_they_come_changes_nothing()
    {
        var all = Enumerable.Range(0, 10_000).Select(number => TimeSpan.FromTicks(number * 997L % 10_007)).ToArray();

        var (forth, back) = (Of(all), Of(all.Reverse()));

        Assert.Equal(
            [.. Enumerable.Range(1, 100).Select(share => forth.At(share / 100.0))],
            Enumerable.Range(1, 100).Select(share => back.At(share / 100.0)));
        Assert.Equal(TimeSpan.Zero, forth.At(0.00001));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static Percentiles Of(IEnumerable<TimeSpan> all)
    {
        var percentiles = new Percentiles();
        foreach (var one in all)
            percentiles.Add(one);
        return percentiles;
    }
}
