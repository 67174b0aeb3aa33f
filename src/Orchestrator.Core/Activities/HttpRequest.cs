using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Activities;

/// <summary>Where parts of an HTTP answer are kept; null: nowhere.</summary>
public sealed record HttpTargets(ResultTarget? StatusCode, ResultTarget? ParsedContent, ResultTarget? ResponseHeaders);

/// <summary>
/// A request that Elsa's HTTP activities send: a step of an HTTP adapter within an activity that knows what the answer
/// means. The step is journalled, tried again where the other side was not reached, and compensated as others are.
/// </summary>
/// <param name="header">What every activity has.</param>
/// <param name="request">The step.</param>
/// <param name="targets">Where the answer goes.</param>
public abstract class HttpRequest(ActivityHeader header, StepActivity request, HttpTargets targets) : Activity(header)
{
    /// <summary>The adapter instance that sends, where the definition names none.</summary>
    public const string DefaultAdapter = "http";

    /// <summary>The code of a step that never reached the other side.</summary>
    protected const string ConnectFailed = "CONNECT_FAILED";

    private const string Failed = "Failed";

    public StepActivity Request => request;

    public override bool HasOutput => true;

    internal override void Run(Burst burst, Turn turn) => burst.Schedule(request, burst.Open(this, turn.Parent));

    internal override bool Handles(Activity child, string outcome) => child == request && outcome == Failed;

    internal override void ChildEnded(Burst burst, Frame frame, Ended child)
    {
        if (child.Activity != request)
            burst.Close(frame);
        else if (child.Outcomes is [Failed, ..])
            Fail(burst, frame, burst.ErrorIn(frame));
        else
            Succeed(burst, frame, burst.State.LastResult);
    }

    /// <summary>An answer came, of any status.</summary>
    internal abstract void Answered(Burst burst, Frame frame, int status);

    /// <summary>The other side was not reached.</summary>
    internal abstract void NotReached(Burst burst, Frame frame);

    /// <summary>No answer came in time.</summary>
    internal abstract void TimedOut(Burst burst, Frame frame);

    private void Succeed(Burst burst, Frame frame, Value answer)
    {
        burst.GiveResult(this, frame.Parent, answer);
        Put(burst, frame, targets.StatusCode, answer["statusCode"]);
        Put(burst, frame, targets.ParsedContent, answer["parsedContent"]);
        Put(burst, frame, targets.ResponseHeaders, answer["responseHeaders"]);
        Answered(burst, frame, (int)answer["statusCode"].AsNumber);
    }

    private void Fail(Burst burst, Frame frame, StepError? error)
    {
        if (error?.Code == ConnectFailed)
            NotReached(burst, frame);
        else if (error?.Code is ErrorCodes.OutcomeUnknown or ErrorCodes.NotDone)
            TimedOut(burst, frame);
        else
            burst.FaultOpen(frame, error ?? new StepError(ErrorCodes.AdapterFailed, "The request failed."));
    }

    private static void Put(Burst burst, Frame frame, ResultTarget? target, Value value)
    {
        if (target is not null)
            burst.Put(target, frame.Parent, value);
    }
}

/// <summary>What runs after an answer of a status.</summary>
public sealed record ExpectedStatus(Expression StatusCode, Activity? Activity);

/// <summary>Elsa.SendHttpRequest: what follows is within it. Where nothing is there to follow, it ends.</summary>
public sealed class SendHttpRequest(
    ActivityHeader header, StepActivity request, HttpTargets targets, ImmutableArray<ExpectedStatus> expected)
    : HttpRequest(header, request, targets)
{
    public ImmutableArray<ExpectedStatus> Expected => expected;

    public Activity? Unmatched { get; init; }

    public Activity? FailedToConnect { get; init; }

    public Activity? Timeout { get; init; }

    public override ImmutableArray<Activity> Children =>
    [
        Request,
        .. expected.Select(one => one.Activity).Append(Unmatched).Append(FailedToConnect).Append(Timeout)
            .OfType<Activity>(),
    ];

    internal override void Answered(Burst burst, Frame frame, int status)
    {
        foreach (var one in expected)
        {
            if (!burst.TryEvaluateIn(frame, one.StatusCode, "statusCode", out var code))
                return;

            if ((int)code.AsNumber != status)
                continue;

            GoOn(burst, frame, one.Activity);
            return;
        }

        GoOn(burst, frame, Unmatched);
    }

    internal override void NotReached(Burst burst, Frame frame) => GoOn(burst, frame, FailedToConnect);

    internal override void TimedOut(Burst burst, Frame frame) => GoOn(burst, frame, Timeout);

    private static void GoOn(Burst burst, Frame frame, Activity? next)
    {
        if (next is null)
            burst.Close(frame);
        else
            burst.Schedule(next, frame);
    }
}

/// <summary>Elsa.FlowSendHttpRequest: what follows are outcomes.</summary>
public sealed class FlowSendHttpRequest(
    ActivityHeader header, StepActivity request, HttpTargets targets, Expression expected)
    : HttpRequest(header, request, targets)
{
    private const string Done = "Done";
    private static readonly string[] Unmatched = ["Unmatched status code", Done];
    private static readonly string[] FailedToConnect = ["Failed to connect"];
    private static readonly string[] Timeout = ["Timeout"];

    public Expression Expected => expected;

    public override ImmutableArray<Activity> Children => [Request];

    internal override void Answered(Burst burst, Frame frame, int status)
    {
        if (!burst.TryEvaluateIn(frame, expected, "expectedStatusCodes", out var codes))
            return;

        foreach (var code in codes.Items)
        {
            if ((int)code.AsNumber == status)
            {
                burst.Close(frame, [code.ToString(), Done]);
                return;
            }
        }

        burst.Close(frame, Unmatched);
    }

    internal override void NotReached(Burst burst, Frame frame) => burst.Close(frame, FailedToConnect);

    internal override void TimedOut(Burst burst, Frame frame) => burst.Close(frame, Timeout);
}
