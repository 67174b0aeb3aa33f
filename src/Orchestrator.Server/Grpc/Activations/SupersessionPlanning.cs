using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What a deprovisioning would find open for its service, and what would become of that.</summary>
internal sealed class SupersessionPlanning(IJournal journal, ActivationEngine engine, TimeProvider time)
{
    /// <summary>More than ever wait for one service.</summary>
    private const int OthersMax = 100;

    private static readonly ActivationState[] Open =
    [
        ActivationState.Scheduled, ActivationState.Running, ActivationState.Held, ActivationState.Fallout,
        ActivationState.RollingBack,
    ];

    /// <summary>Adds it to the plan, with a warning where the order would have to wait, or be refused.</summary>
    public async Task AddAsync(V1.ActivationPlan plan, ActivationOrder order, CancellationToken cancellation)
    {
        if (order.Action != ActivationAction.Deprovision)
            return;

        var ids = await journal.ListAsync(
            new ActivationQuery(OthersMax) { Service = order.Service, States = Open, OldestFirst = true }, cancellation)
            .ConfigureAwait(false);
        var others = new List<SagaState>();
        foreach (var id in ids)
        {
            if (await engine.ReadAsync(id, long.MaxValue, cancellation).ConfigureAwait(false) is { IsFinished: false } one)
                others.Add(one);
        }

        if (others.Find(static one => one is { IsStarted: true, Order.Action: ActivationAction.Deprovision }) is { } ending)
            plan.Warnings.Add($"{NameOf(ending)} deprovisions the service already: the order would be refused, or wait for "
                + "its end with on_conflict QUEUE.");
        else if (order.RequestedStartTime > time.GetUtcNow() && others.Count > 0)
            plan.Warnings.Add("What is open for the service now goes on; what is open when the work begins is superseded then.");
        else
            plan.Supersedes.AddRange(
                others.OrderBy(static one => one.QueuedBehind != 0).Select(Show).OfType<V1.PlannedSupersession>());
    }

    private static V1.PlannedSupersession? Show(SagaState other) => SupersessionRules.Of(other) is not { } outcome
        ? null
        : new V1.PlannedSupersession
        {
            Activation = NameOf(other),
            Action = EnumConversion.ToProto(other.Order.Action),
            State = EnumConversion.ToProto(other.State),
            Outcome = outcome switch
            {
                Supersession.Undone => V1.PlannedSupersession.Types.Outcome.Undone,
                Supersession.Stopped => V1.PlannedSupersession.Types.Outcome.Stopped,
                Supersession.Withdrawn => V1.PlannedSupersession.Types.Outcome.Withdrawn,
                _ => V1.PlannedSupersession.Types.Outcome.Fulfilled,
            },
            Explanation = string.Join(' ', Explain(other, outcome)),
        };

    private static IEnumerable<string> Explain(SagaState other, Supersession outcome)
    {
        switch (outcome)
        {
            case Supersession.Withdrawn:
                yield return "It has not begun, and is cancelled.";
                break;
            case Supersession.Fulfilled:
                yield return "It would end the service later: there is nothing left to do then, and it is completed.";
                break;
            case Supersession.Stopped:
                yield return "It has passed, or is passing, a hard point of no return: nothing of it is undone. It stops where "
                    + "it stands, and is abandoned when what is in flight is known; what it made is the deprovisioning's to undo.";
                break;
            default:
                foreach (var sentence in ExplainUndoing(other))
                    yield return sentence;
                break;
        }

        if (SupersessionRules.WhyWaits(other) is { } why)
            yield return why;
    }

    private static IEnumerable<string> ExplainUndoing(SagaState other)
    {
        var plan = RollbackPlan.Of(other, backToStep: null);
        yield return other.IsRollingBack
            ? $"It is being undone already: {Steps(plan.Compensations.Count)} left."
            : $"No step of it begins any more, and {Steps(plan.Compensations.Count)} undone first.";
        if (plan.InFlight.Count > 0)
            yield return $"{Steps(plan.InFlight.Count)} under way: awaited, and undone if done.";
        if (plan.Blocks == PointOfNoReturn.Soft)
            yield return $"Its soft point of no return is passed over{PlanRollback.Penalty(other)}.";
        foreach (var step in plan.Irreversible)
            yield return $"Step '{step.Id}' cannot be undone, and stays as it is.";
    }

    private static string Steps(int count) => count == 1 ? "1 step is" : $"{count} steps are";

    private static string NameOf(SagaState state) => $"activations/{ActivationId.ToText(state.Id)}";
}
