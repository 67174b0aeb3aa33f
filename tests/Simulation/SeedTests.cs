namespace Orchestrator.Tests.Simulation;

public sealed class SeedTests
{
    private const ulong Seeds = 200;

    [Fact]
    public void Two_hundred_simulations_break_no_rule_and_get_something_done()
    {
        var (activations, completed) = (0, 0);
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var result = Simulator.Run(seed);
            Assert.True(result.Failure is null, Reading(seed));
            activations += result.Activations;
            completed += result.Completed;
        }

        Assert.True(completed > activations / 4, $"Of {activations} activations only {completed} were completed.");
    }

    [Fact]
    public void The_same_seed_tells_the_same_story_to_the_byte()
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var story = Simulator.Run(seed, tells: true).Story;

            Assert.NotEmpty(story);
            Assert.Equal(story, Simulator.Run(seed, tells: true).Story);
        }
    }

    private static string Reading(ulong seed)
    {
        var told = Simulator.Run(seed, tells: true);
        return $"Seed {seed}: {told.Failure}\n{told.Story}";
    }
}
