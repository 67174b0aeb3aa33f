using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Whether a step may be undone once it is done.</summary>
public enum PointOfNoReturn
{
    None,

    /// <summary>It, and what is before it, is undone only when forced.</summary>
    Soft,

    /// <summary>It, and what is before it, is never undone.</summary>
    Hard,
}

/// <summary>What a step's failure does, where the flow does not take its outcome Failed.</summary>
public enum OnFailure
{
    RollBack,
    FallOut,
    Continue,
}

/// <summary>When a failed attempt is tried again.</summary>
/// <param name="Attempts">At most, the first included; 1 or more.</param>
/// <param name="FirstDelay">Before the second attempt.</param>
/// <param name="Factor">Each delay is the one before times this; 1 or more.</param>
/// <param name="DelayMax">No delay is longer.</param>
/// <param name="Jitter">0 to 1: the share of a delay that is spread at random, to both sides.</param>
/// <param name="TotalTime">No attempt begins later than this after the first one; null for no limit.</param>
public sealed record RetryPolicy(
    int Attempts, TimeSpan FirstDelay, double Factor, TimeSpan DelayMax, double Jitter, TimeSpan? TotalTime)
{
    /// <summary>3 attempts, after 1 s and 2 s, a fifth of it jitter.</summary>
    public static RetryPolicy Default { get; } =
        new(3, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(5), 0.2, null);

    /// <summary>For compensations: as often as needed within 24 hours, at most 15 minutes apart.</summary>
    public static RetryPolicy Compensation { get; } =
        new(int.MaxValue, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(15), 0.2, TimeSpan.FromHours(24));

    /// <summary>The same delays, for as long as a compensation is tried at least: there is no way back.</summary>
    public RetryPolicy WithoutWayBack() => this with
    {
        Attempts = int.MaxValue,
        TotalTime = TotalTime > Compensation.TotalTime ? TotalTime : Compensation.TotalTime,
    };
}

/// <summary>What undoes a step, where the definition says so.</summary>
/// <param name="Operation">Of the same adapter instance.</param>
/// <param name="Input">Evaluated when the step has succeeded; null: the step's input overlaid with its output.</param>
public sealed record CompensationPlan(string Operation, Expression? Input);

/// <summary>Orchestrator.Step: calls an adapter operation.</summary>
public class StepActivity(ActivityHeader header) : Activity(header)
{
    /// <summary>The adapter instance.</summary>
    public required string Adapter { get; init; }

    public required string Operation { get; init; }

    /// <summary>Gives an object.</summary>
    public required Expression Input { get; init; }

    /// <summary>As the definition gives it; null: the adapter's inverse, if it has one.</summary>
    public CompensationPlan? Compensation { get; init; }

    /// <summary>The adapter's inverse of the operation, or null.</summary>
    public string? Inverse { get; init; }

    /// <summary>False for an operation that only reads.</summary>
    public bool HasEffect { get; init; } = true;

    /// <summary>Whether the adapter can tell what became of a call.</summary>
    public bool CanRead { get; init; }

    /// <summary>The same for the compensation.</summary>
    public bool CompensationCanRead { get; init; }

    public PointOfNoReturn PointOfNoReturn { get; init; }

    /// <summary>What undoing past a soft point costs, in the author's words; or null.</summary>
    public string? Penalty { get; init; }

    public OnFailure OnFailure { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>Of one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gives the lane's name, or null for none.</summary>
    public Expression? Lane { get; init; }

    /// <summary>Gives the idempotency key of the call that this one undoes, or null for none.</summary>
    public Expression? Undoes { get; init; }

    /// <summary>
    /// What <see cref="Given"/> says of a step that failed already, in place of an output: its outcome Failed is taken.
    /// </summary>
    public const string FailedBefore = "Failed";

    /// <summary>
    /// Gives an object of outputs by step id: a step that is among them is done already, or has failed already, and is
    /// not called. Null where none is.
    /// </summary>
    public Expression? Given { get; init; }

    /// <summary>Whether the definition writes it as a step, and not as one of Elsa's activities.</summary>
    public bool IsOurs { get; init; } = true;

    public override bool HasOutput => true;

    internal override void Run(Burst burst, Turn turn) => burst.RequestStep(this, turn.Parent);
}
