namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>What is known of a condition. Conditions are the same where their texts are.</summary>
/// <param name="Text">The condition without the negations in front of it, in one way of writing it.</param>
/// <param name="Holds">Whether it holds.</param>
internal sealed record Guard(string Text, bool Holds)
{
    public Guard Opposite => this with { Holds = !Holds };

    /// <summary>There is a round: what a loop goes over has items.</summary>
    public static Guard Round(string loop) => new($"a round of {loop}", Holds: true);
}
