using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Netconf.Templates;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>Makes plans of declared operations.</summary>
internal static class PlanReader
{
    public static string KindOf(OperationPlan plan) => BuiltIns.KindOf(plan.Declared.Body);

    /// <summary>Null where something is wrong with it, which is among the problems then.</summary>
    public static OperationPlan? Read(
        DeclaredOperation declared, JsonElement declaration, AdapterSetup setup, List<SetupProblem> problems)
    {
        var name = declared.Description.Name;
        var (kind, place) = (BuiltIns.KindOf(declared.Body), $"/declaration/operations/{name}");
        var count = problems.Count;
        var outputs = OutputReader.Read(
            declared.Body, declaration, WholeName(kind), place, problems);
        var templates = Try(problems, $"{place}/{kind}", () => SourceOf(declared.Body, kind, setup.DeclarationFolder));
        var device = OperationPlan.TextOf(declared.Body, "device") is { } text
            ? Try(problems, $"{place}/device", () => Template.Parse(text))
            : null;
        CheckKind(declared, kind, declaration, place, problems);
        return problems.Count > count
            ? null
            : new OperationPlan(
                declared, templates!, outputs, device,
                [.. new[] { Member(declaration, "keys"), Member(declared.Body, "keys") }.OfType<JsonElement>()]);
    }

    public static GetFilter ReadFilter(OperationPlan plan, JsonElement declaration, string folder)
    {
        var get = plan.Declared.Body.GetProperty(BuiltIns.Get);
        if (get.ValueKind == JsonValueKind.Null)
            return new(plan.Templates, null, null, null, IsGiven: true);

        return new(
            OperationPlan.TextOf(get, "filter") is { } filter ? TemplateSource.Declared(filter, folder) : null,
            OperationPlan.TextOf(get, "xpath") is { } path ? Template.Parse(path) : null,
            Member(declaration, "namespaces"),
            OperationPlan.TextOf(get, "datastore"));
    }

    private static string? WholeName(string kind) => kind switch
    {
        BuiltIns.Get => "data",
        BuiltIns.Rpc => "reply",
        _ => null,
    };

    private static TemplateSource SourceOf(JsonElement body, string kind, string folder)
    {
        var declared = body.GetProperty(kind);
        if (declared.ValueKind == JsonValueKind.Null)
            return TemplateSource.Given(
                folder, kind switch { BuiltIns.Get => "filter", BuiltIns.Rpc => "rpc", _ => "template" });
        if (declared.ValueKind == JsonValueKind.String)
            return TemplateSource.Declared(declared.GetString()!, folder);

        // What a get asks for is made of several things, each of which must do.
        if (OperationPlan.TextOf(declared, "filter") is { } filter)
            TemplateSource.Declared(filter, folder);
        if (OperationPlan.TextOf(declared, "xpath") is { } path)
            Template.Parse(path);
        return TemplateSource.Given(folder, "filter");
    }

    private static void CheckKind(
        DeclaredOperation declared, string kind, JsonElement declaration, string place, List<SetupProblem> problems)
    {
        if (kind == BuiltIns.Get && declared.Description is { HasEffect: true })
            problems.Add(new($"{place}/hasEffect", "To get something has no effect. Write false."));
        if (kind == BuiltIns.Edit && !declared.Description.HasEffect)
            problems.Add(new($"{place}/hasEffect", "An edit has an effect. Leave it out."));
        if (kind == BuiltIns.Rpc && declared.Description.Inverse is { } inverse
            && declaration.GetProperty("operations").TryGetProperty(inverse, out var undo)
            && BuiltIns.KindOf(undo) != BuiltIns.Rpc)
            problems.Add(new($"{place}/inverse", "What undoes an rpc is an rpc. Declare one."));
    }

    private static T? Try<T>(List<SetupProblem> problems, string place, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            problems.Add(new(place, wrong.Message));
            return null;
        }
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value : null;
}
