namespace Orchestrator.Tests.Simulation;

/// <summary>
/// How often what goes wrong. Each simulation has some of the faults and not others, so that no fault hides behind
/// another one; a share of them has none at all.
/// </summary>
internal sealed record Faults
{
    public static Faults None { get; } = new();

    // Of a process, per output that it hands on, and per batch that it sends.
    public double CrashBetweenOutputs { get; init; }

    public double CrashInBatch { get; init; }

    // Of a node, per half minute.
    public double Pause { get; init; }

    public double ClockJump { get; init; }

    public double CutOff { get; init; }

    public double Drain { get; init; }

    /// <summary>How far the nodes' clocks are from the true time, at most.</summary>
    public TimeSpan Skew { get; init; }

    // Of the database, per batch or statement, and per half minute.
    public double BatchLost { get; init; }

    public double BatchAnswerLost { get; init; }

    public double JournalAway { get; init; }

    public double ClockSet { get; init; }

    // Of adapters, per call.
    public double CallLost { get; init; }

    public double CallLate { get; init; }

    public double AnswerLost { get; init; }

    public double AnswerLate { get; init; }

    public double AnswerTwice { get; init; }

    public double AnswerOfWrongKind { get; init; }

    public double Slow { get; init; }

    public double Busy { get; init; }

    public double SaysUnknown { get; init; }

    public double ReadUnknown { get; init; }

    // Of what nodes tell one another, per word.
    public double WordLost { get; init; }

    // Of clients, per message.
    public double RequestLost { get; init; }

    public double RequestTwice { get; init; }

    public double ReplyLost { get; init; }

    public static Faults Of(Dice dice)
    {
        if (dice.Chance(0.05))
            return None;

        return new()
        {
            CrashBetweenOutputs = Rate(dice, 0.03),
            CrashInBatch = Rate(dice, 0.05),
            Pause = Rate(dice, 0.3),
            ClockJump = Rate(dice, 0.3),
            CutOff = Rate(dice, 0.3),
            Drain = Rate(dice, 0.2),
            Skew = dice.Chance(0.5) ? dice.Seconds(0, 40) : TimeSpan.Zero,
            BatchLost = Rate(dice, 0.15),
            BatchAnswerLost = Rate(dice, 0.15),
            JournalAway = Rate(dice, 0.3),
            ClockSet = Rate(dice, 0.5),
            CallLost = Rate(dice, 0.2),
            CallLate = Rate(dice, 0.2),
            AnswerLost = Rate(dice, 0.2),
            AnswerLate = Rate(dice, 0.2),
            AnswerTwice = Rate(dice, 0.3),
            AnswerOfWrongKind = Rate(dice, 0.3),
            Slow = Rate(dice, 0.2),
            Busy = Rate(dice, 0.2),
            SaysUnknown = Rate(dice, 0.2),
            ReadUnknown = Rate(dice, 0.4),
            WordLost = Rate(dice, 0.5),
            RequestLost = Rate(dice, 0.2),
            RequestTwice = Rate(dice, 0.2),
            ReplyLost = Rate(dice, 0.2),
        };
    }

    private static double Rate(Dice dice, double most) => dice.Chance(0.45) ? most * dice.Below(1000) / 1000 : 0;
}
