using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Netconf.Operations;

namespace Orchestrator.Adapters.Netconf;

/// <summary>Makes adapters for network devices that speak NETCONF over SSH (RFC 6241, RFC 6242).</summary>
public sealed class NetconfAdapterFactory : IAdapterFactory
{
    /// <inheritdoc/>
    public string Kind => "netconf";

    /// <inheritdoc/>
    public string SettingsSchema => NetconfSchemas.Settings;

    /// <inheritdoc/>
    public string? DeclarationSchema => NetconfSchemas.Declaration;

    /// <inheritdoc/>
    public IAdapter Create(AdapterSetup setup)
    {
        var withAll = setup.Settings.TryGetProperty("builtIns", out var builtIns)
            ? builtIns.ValueKind == JsonValueKind.True
            : setup.Declaration is null;
        var declaration = BuiltIns.AddTo(setup.Declaration, withAll);
        var declared = DeclaredOperation.ReadAll(declaration, HasEffect, CanPreview);
        var problems = new List<SetupProblem>();
        var plans = declared.ToDictionary(
            one => one.Description.Name, one => PlanReader.Read(one, declaration, setup, problems));
        var lists = ResourceList.ReadAll(declaration, setup.DeclarationFolder, problems);
        if (problems.Count > 0)
            throw new AdapterSetupException(problems);

        return Make(setup, declaration, plans!, lists);
    }

    private static NetconfAdapter Make(
        AdapterSetup setup,
        JsonElement declaration,
        IReadOnlyDictionary<string, OperationPlan> plans,
        IReadOnlyList<ResourceList> lists)
    {
        var devices = DeviceTable.Of(setup);
        var gets = plans.Values.Where(plan => PlanReader.KindOf(plan) == BuiltIns.Get).ToDictionary(
            plan => plan.Name,
            plan => new GetOperation(plan, PlanReader.ReadFilter(plan, declaration, setup.DeclarationFolder), devices));
        var recorded = plans.Values
            .Where(plan => PlanReader.KindOf(plan) is BuiltIns.Edit or BuiltIns.Rpc)
            .ToDictionary(plan => plan.Name, plan => Recorded(plan, plans, devices));
        var inverses = plans.Values.Where(plan => plan.Declared.Description.Inverse is not null)
            .ToDictionary(plan => plan.Name, plan => plan.Declared.Description.Inverse!);
        return new NetconfAdapter(
            new AdapterDescription(
                "netconf", [.. plans.Values.Select(plan => plan.Declared.Description)], CanList: lists.Count > 0),
            gets,
            new RecordedCalls(recorded, inverses, setup.Records, setup.Time),
            plans,
            lists,
            devices);
    }

    private static IRecordedOperation Recorded(
        OperationPlan plan, IReadOnlyDictionary<string, OperationPlan> plans, DeviceTable devices) =>
        PlanReader.KindOf(plan) == BuiltIns.Edit
            ? new EditOperation(plan, devices)
            : new RpcOperation(
                plan, plan.Declared.Description.Inverse is { } inverse ? plans[inverse] : null, devices);

    private static bool HasEffect(JsonElement body) =>
        !body.TryGetProperty("hasEffect", out var effect) || effect.ValueKind != JsonValueKind.False;

    private static bool CanPreview(JsonElement body) => BuiltIns.KindOf(body) is BuiltIns.Edit or BuiltIns.Revert;
}
