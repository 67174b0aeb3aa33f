namespace Orchestrator.Core.Workflows.Checks;

/// <summary>What has ended when an activity begins.</summary>
/// <param name="Surely">On every way to it.</param>
/// <param name="Perhaps">On some way to it, those included.</param>
internal readonly record struct Before(ActivitySet Surely, ActivitySet Perhaps)
{
    public Before Then(int number) => new(Surely.With(number), Perhaps.With(number));

    public Before PerhapsThen(int number) => this with { Perhaps = Perhaps.With(number) };

    public Before MaybeAfter(ActivitySet others) => this with { Perhaps = Perhaps.Or(others) };
}

/// <summary>Ways put together; null is a way that nothing comes out of.</summary>
internal static class Ways
{
    /// <summary>One of two ways was taken.</summary>
    public static Before? Or(this Before? one, Before? other) =>
        one is { } first && other is { } second
            ? new Before(first.Surely.And(second.Surely), first.Perhaps.Or(second.Perhaps))
            : one ?? other;

    /// <summary>Both ways were taken.</summary>
    public static Before? And(this Before? one, Before? other) =>
        one is { } first && other is { } second
            ? new Before(first.Surely.Or(second.Surely), first.Perhaps.Or(second.Perhaps))
            : null;
}
