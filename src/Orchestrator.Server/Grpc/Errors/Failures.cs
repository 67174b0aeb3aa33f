using System.Globalization;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>The refusals that more than one call may answer with.</summary>
internal static class Failures
{
    public static CallFailedException InvalidFields(IReadOnlyList<FieldProblem> problems)
    {
        var more = problems.Count > 1
            ? string.Create(CultureInfo.InvariantCulture, $" {problems.Count - 1} more: see the field violations.")
            : "";
        return new CallFailedException(
            Reason.InvalidFields,
            $"The request is not valid: {problems[0].Field} {problems[0].Description}{more}")
        {
            Fields = problems,
            Metadata = new SortedDictionary<string, string> { ["field"] = problems[0].Field },
        };
    }

    public static CallFailedException InvalidField(string field, string description) =>
        InvalidFields([new FieldProblem(field, description)]);

    public static CallFailedException ActivationNotFound(string id) => NotFound(
        Reason.ActivationNotFound, "activation", $"activations/{id}", "Look for it with ListActivations.");

    public static CallFailedException ServiceNotFound(string service, string customer) => new(
        Reason.ServiceNotFound,
        $"Customer '{customer}' has no service services/{service}. Check both.")
    {
        Metadata =
            new SortedDictionary<string, string> { ["service"] = $"services/{service}", ["customer"] = customer },
    };

    public static CallFailedException ServiceNotFound(string service) => NotFound(
        Reason.ServiceNotFound, "service", $"services/{service}", "ListServices tells which there are.");

    public static CallFailedException ProductNotFound(string product) => NotFound(
        Reason.ProductNotFound,
        "product",
        product,
        "ListProducts tells which there are; PublishProduct makes new ones.");

    public static CallFailedException WorkflowNotFound(string name) => NotFound(
        Reason.WorkflowNotFound, "workflow", name, "ListWorkflows tells which there are.");

    public static CallFailedException NodeNotFound(string name) => NotFound(
        Reason.NodeNotFound, "node", name, "ListNodes tells which there are.");

    public static CallFailedException AdapterNotFound(string name) => NotFound(
        Reason.AdapterNotFound, "adapter", name, "ListAdapters tells which there are.");

    public static CallFailedException AuditNotFound(string name) => NotFound(
        Reason.AuditNotFound, "audit", name, "ListAudits tells which there are.");

    public static CallFailedException FindingNotFound(string name) => NotFound(
        Reason.FindingNotFound, "finding", name, "ListFindings tells which there are.");

    public static CallFailedException RequestIdReused(string requestId) => new(
        Reason.RequestIdReused,
        $"The request id '{requestId}' was used for another request. Send the same content again, or take a new id.")
    {
        Metadata = new SortedDictionary<string, string> { ["requestId"] = requestId },
        Fields = [new FieldProblem("request_id", "was used for another request.")],
    };

    public static CallFailedException ServiceBusy(string service, long by)
    {
        var name = $"activations/{ActivationId.ToText(by)}";
        return new(
            Reason.ServiceBusy,
            $"services/{service} is busy: {name} is open. Wait for its end, or send on_conflict QUEUE.")
        {
            Subject = $"services/{service}",
            Metadata =
                new SortedDictionary<string, string> { ["service"] = $"services/{service}", ["activation"] = name },
        };
    }

    private static CallFailedException NotFound(Reason reason, string what, string name, string advice) =>
        new(reason, $"There is no {what} '{name}'. {advice}")
        {
            Metadata = new SortedDictionary<string, string> { [what] = name },
        };
}
