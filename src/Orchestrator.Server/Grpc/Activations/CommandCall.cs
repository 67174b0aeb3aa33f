using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Checks;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What every command has: an activation, a request id, and who decided why.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Who">The caller, and the decision.</param>
internal sealed record CommandCall(long Activation, Who Who)
{
    public const int ReasonLengthMax = 2000;
    public const int EtagLengthMax = 64;

    public static void Check(Violations violations, string name, string requestId)
    {
        ActivationLookup.CheckName(name, violations);
        violations.Text("request_id", requestId, OrderChecks.RequestIdLengthMax);
    }

    /// <summary>A person's decision needs a reason: it is kept for good.</summary>
    public static void Check(Violations violations, V1.Decision? decision)
    {
        violations.Text("decision.reason", decision?.Reason ?? "", ReasonLengthMax, required: true);
        violations.Text("decision.ticket", decision?.Ticket ?? "", OrderChecks.TextLengthMax);
    }

    /// <summary>Of fields that were checked.</summary>
    public static CommandCall Of(
        string name, string caller, string requestId, string hash, V1.Decision? decision = null) => new(
        ActivationLookup.IdOf(name),
        new Who(caller, requestId, hash, decision?.Reason ?? "", decision?.Ticket ?? ""));
}
