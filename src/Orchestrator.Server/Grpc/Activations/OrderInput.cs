using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>
/// What an order's workflow is given: checked, completed from what the service has, of the declared types, and sealed.
/// </summary>
internal sealed class OrderInput(Sealer sealer)
{
    /// <summary>The input; what is wrong with it is noted.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="dates">When use and payment end, which a workflow that declares it is told; null elsewhere.</param>
    /// <param name="violations">Gets what is wrong.</param>
    public Value Make(
        V1.StartActivationRequest request, OrderTarget target, CancellationDates? dates, Violations violations)
    {
        var given = StructConversion.ToValue(request.Input);
        var inherited = target.Inherited;
        CheckProduct(request, target, given, inherited, violations);

        if (target.Plan.Inputs.IsEmpty)
            return given;

        var declared = target.Plan.Inputs.RemoveAll(input => input.Name == ServiceRecordInput.Name);
        var members = new List<(string, Value)>(declared.Length);
        foreach (var input in declared)
        {
            if (request.Action == V1.Action.Deprovision && DateOf(input.Name, dates) is { } date)
                members.Add((input.Name, Tell(input, given, date, violations)));
            else if (Take(input, given, inherited, mayComeLater: target.Behind != 0, violations) is { IsNull: false } value)
                members.Add((input.Name, value));
        }

        RefuseUndeclared(declared, given, violations);
        return Value.Object([.. members]);
    }

    /// <summary>
    /// What an order that may wait leaves to the service: the service is asked again when its turn comes, for it may
    /// have been changed.
    /// </summary>
    public static IReadOnlyList<string> Inherited(V1.StartActivationRequest request, OrderTarget target)
    {
        var mayWait = request.OnConflict == V1.StartActivationRequest.Types.OnConflict.Queue
            || request.Action == V1.Action.Deprovision;
        if (target.Service is null || !mayWait)
            return [];

        var given = StructConversion.ToValue(request.Input);
        return
        [
            .. target.Plan.Inputs
                .Select(input => input.Name)
                .Where(name => given[name].IsNull && name != ServiceRecordInput.Name && !IsDate(request.Action, name)),
        ];
    }

    private static bool IsDate(V1.Action action, string name) =>
        action == V1.Action.Deprovision
        && name is CancellationDates.EntitlementInput or CancellationDates.BillingInput;

    private static DateTimeOffset? DateOf(string input, CancellationDates? dates) => input switch
    {
        CancellationDates.EntitlementInput => dates?.EntitlementEnd,
        CancellationDates.BillingInput => dates?.BillingEnd,
        _ => null,
    };

    /// <summary>The dates are the server's to tell: they are what was agreed.</summary>
    private static Value Tell(InputDeclaration input, Value given, DateTimeOffset date, Violations violations)
    {
        if (!given[input.Name].IsNull)
            violations.Add(
                $"input.{input.Name}",
                "is told by the server, from the product's cancellation policy. Leave it out; give cancellation_date "
                    + "where the policy asks for one.");
        Value text = CancellationPlanning.Text(date);
        return InputType.Flaw(input.Type, text) is null ? input.Type.Convert(text) : text;
    }

    private Value Take(InputDeclaration input, Value given, Value inherited, bool mayComeLater, Violations violations)
    {
        var value = given[input.Name];
        if (value.IsNull && !inherited[input.Name].IsNull)
            return Seal(input, sealer.Open(inherited[input.Name]));

        var field = $"input.{input.Name}";
        if (value.IsNull)
        {
            if (input.Required && !mayComeLater && violations.IsFine(field))
                violations.Add(field, "is required.");
            return value;
        }

        if (InputType.Flaw(input.Type, value) is { } flaw)
        {
            if (violations.IsFine(field))
                violations.Add(field, flaw);
            return value;
        }

        return Seal(input, input.Type.Convert(value));
    }

    private Value Seal(InputDeclaration input, Value value) => input.Sensitive ? sealer.Seal(value) : value;

    /// <summary>
    /// A workflow that declares nothing takes whatever comes, as Elsa's do; one that declares something means it.
    /// </summary>
    private static void RefuseUndeclared(IEnumerable<InputDeclaration> declared, Value given, Violations violations)
    {
        foreach (var (name, _) in given.Members)
        {
            var field = $"input.{name}";
            if (declared.All(input => input.Name != name) && violations.IsFine(field))
                violations.Add(field, "is not an input of the workflow.");
        }
    }

    /// <summary>The product says what may be ordered, and what a changed service must be like afterwards.</summary>
    private void CheckProduct(
        V1.StartActivationRequest request, OrderTarget target, Value given, Value inherited, Violations violations)
    {
        if (target.Product?.Inputs is not { } inputs)
            return;

        if (request.Action == V1.Action.Provision)
            violations.AddRange(inputs.Check(given));
        else if (request.Action == V1.Action.Change)
            violations.AddRange(inputs.Check(inputs.Only(sealer.Open(inherited)).OverlaidWith(given)));
    }
}
