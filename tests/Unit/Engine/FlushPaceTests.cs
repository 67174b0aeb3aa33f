using Orchestrator.Engine.Journal;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class FlushPaceTests
{
    [Theory]
    [InlineData(0.3, 8, 2)]
    [InlineData(1.4, 8, 2)]
    [InlineData(2.1, 8, 4)]
    [InlineData(3.6, 8, 7)]
    [InlineData(10, 8, 8)]
    [InlineData(10, 3, 3)]
    [InlineData(10, 1, 1)]
    [InlineData(0.3, 1, 1)]
    public void The_slower_the_disk_the_more_writers_up_to_what_the_database_takes(
        double milliseconds, int writersMax, int writers)
    {
        var pace = new FlushPace(writersMax);

        for (var flush = 0; flush < 200; flush++)
            pace.Note(0, TimeSpan.FromMilliseconds(flush % 3 == 0 ? milliseconds : milliseconds * 20));

        Assert.Equal(writers, pace.Writers);
    }

    [Fact]
    public void The_work_of_a_large_batch_is_not_taken_for_a_slow_disk()
    {
        var pace = new FlushPace(8);

        for (var flush = 0; flush < 200; flush++)
            pace.Note(250, TimeSpan.FromMilliseconds(6));

        Assert.Equal(2, pace.Writers);
    }

    [Fact]
    public void A_disk_that_becomes_fast_again_is_noticed()
    {
        var pace = new FlushPace(8);

        for (var flush = 0; flush < 200; flush++)
            pace.Note(0, TimeSpan.FromMilliseconds(9));
        var slow = pace.Writers;
        for (var flush = 0; flush < 200; flush++)
            pace.Note(0, TimeSpan.FromMilliseconds(1));

        Assert.Equal((8, 2), (slow, pace.Writers));
    }
}
