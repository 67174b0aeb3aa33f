using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What an order would do, and whether that is still what its caller was shown.</summary>
internal sealed class OrderPlanning(Sealer sealer, CancellationPlanning cancellations)
{
    /// <summary>Of what is generated only when its time has come: what it would be now.</summary>
    public static PlannedActivation Of(PreparedOrder prepared) =>
        prepared.Target.Generated?.Outlook is { } outlook
            ? Planner.Plan(outlook.Plan, prepared.Order with
            {
                Input = ServiceRecordInput.With(prepared.Order.Input, outlook.Record),
            })
            : Planner.Plan(prepared.Target.Plan, prepared.Order);

    /// <summary>Of the plan with sensitive values open: sealed, the same value is another text every time.</summary>
    public string HashOf(PreparedOrder prepared)
    {
        var planned = Planner.Plan(
            prepared.Target.Plan, prepared.Order with { Input = sealer.Open(prepared.Order.Input) });
        return prepared.Order.Cancellation is { } dates
            ? Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{planned.Hash} {cancellations.HashText(dates)}")))
            : planned.Hash;
    }

    /// <exception cref="CallFailedException">A hash was given, and it is another one now.</exception>
    public void RefuseChanged(string planHash, PreparedOrder prepared)
    {
        if (planHash.Length == 0 || HashOf(prepared) is var now && now == planHash)
            return;

        throw new CallFailedException(
            Reason.PlanChanged,
            "The order would be carried out differently now than when it was planned. Plan it again, and decide anew.")
        {
            Metadata = new SortedDictionary<string,
            string>
            { ["workflow"] = prepared.Target.Plan.Id.ToString(), ["planHash"] = now },
        };
    }
}
