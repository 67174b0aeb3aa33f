using System.Text.Json;
using System.Text.RegularExpressions;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Engine.Workers;
using Orchestrator.Server.Grpc.Checks;

namespace Orchestrator.Server.Grpc.Workers;

/// <summary>What a worker says that it can do must be true of itself: workflows are checked against it.</summary>
internal static partial class RegisterChecks
{
    private const int OperationsMax = 200;
    private const int NamesMax = 20;
    private const int SchemaLengthMax = 64 * 1024;

    /// <summary>The description; of no use where something was noted.</summary>
    public static WorkerDescription Check(V1.Register register, Violations violations)
    {
        violations.Text("register.worker", register.Worker, 128, required: true);
        if (register.Version < 1)
            violations.Add("register.version", "must be at least 1.");
        if (register.Credits is < 0 or > WorkerLink.CreditsMax)
            violations.Add("register.credits", $"must be from 0 to {WorkerLink.CreditsMax}.");
        if (register.Description is not { } description)
        {
            violations.Add("register.description", "is required.");
            return WorkerDescription.None;
        }

        Name("register.description.name", description.Name, violations);
        if (description.Operations.Count is 0 or > OperationsMax)
            violations.Add("register.description.operations", $"must be 1 to {OperationsMax}.");
        var names = description.Operations.Take(OperationsMax).Select(operation => operation.Name).ToList();
        var checkedOnes = new WorkerDescription(register.Version, new AdapterDescription(
            description.Name,
            [
                .. description.Operations.Take(OperationsMax).Select((operation, index) => Check(
                    $"register.description.operations[{index}]", operation, names, violations)),
            ],
            description.CanList));
        if (checkedOnes.Content.Length > WorkerDescription.LengthMax)
            violations.Add(
                "register.description", $"is larger than {WorkerDescription.LengthMax} characters as JSON.");
        return checkedOnes;
    }

    private static OperationDescription Check(
        string field, V1.OperationDescription operation, List<string> names, Violations violations)
    {
        Name($"{field}.name", operation.Name, violations);
        if (names.Count(name => name == operation.Name) > 1)
            violations.Add($"{field}.name", "is the name of another operation too.");
        violations.Text($"{field}.summary", operation.Summary, 500);
        Schema($"{field}.input_schema", operation.InputSchema, violations);
        Schema($"{field}.output_schema", operation.OutputSchema, violations);
        if (operation.Inverse.Length > 0 && !names.Contains(operation.Inverse, StringComparer.Ordinal))
            violations.Add($"{field}.inverse", "is none of the operations.");
        if (operation.Inverse.Length > 0 && !operation.HasEffect)
            violations.Add($"{field}.inverse", "must be empty: what has no effect needs no undoing.");
        Change(field, operation, names, violations);
        return new OperationDescription(
            operation.Name,
            operation.InputSchema,
            operation.OutputSchema,
            operation.HasEffect,
            operation.Inverse.Length > 0 ? operation.Inverse : null,
            operation.CanRead,
            operation.CanPreview)
        {
            Summary = operation.Summary,
            ChangedBy = operation.ChangedBy.Length > 0 ? operation.ChangedBy : null,
            NamedBy = [.. operation.NamedBy],
        };
    }

    private static void Change(
        string field, V1.OperationDescription operation, List<string> names, Violations violations)
    {
        if (operation.ChangedBy.Length > 0 && !names.Contains(operation.ChangedBy, StringComparer.Ordinal))
            violations.Add($"{field}.changed_by", "is none of the operations.");
        if (operation.ChangedBy.Length > 0 && operation.NamedBy.Count == 0)
            violations.Add($"{field}.named_by", "is required with changed_by: it says when two inputs mean one thing.");
        if (operation.NamedBy.Count > NamesMax)
            violations.Add($"{field}.named_by", $"has more than {NamesMax} members.");
        else if (operation.NamedBy.Any(name => name.Length is 0 or > 128))
            violations.Add($"{field}.named_by", "has a member that is empty, or longer than 128 characters.");
    }

    private static void Name(string field, string name, Violations violations)
    {
        if (name.Length > 60 || !Kebab().IsMatch(name))
            violations.Add(field, "must be kebab-case, up to 60 characters.");
    }

    /// <summary>Nothing is fetched for a schema: it refers to nothing outside itself.</summary>
    private static void Schema(string field, string text, Violations violations)
    {
        if (text.Length is 0 or > SchemaLengthMax)
        {
            violations.Add(field, $"must be a JSON Schema of up to {SchemaLengthMax} characters.");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            if (RefersOutside(document.RootElement))
                violations.Add(field, "must refer to nothing outside itself: '$ref' begins with '#'.");
            else if (document.RootElement.ValueKind != JsonValueKind.Object
                || JsonSchema.FromJsonAsync(text).GetAwaiter().GetResult().ActualSchema.Type != JsonObjectType.Object)
                violations.Add(field, "must be the JSON Schema of an object: { \"type\": \"object\", ... }.");
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            // Whatever a library throws over what somebody else wrote.
            violations.Add(field, "is no JSON Schema, draft 4 to 7.");
        }
    }

    private static bool RefersOutside(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(member =>
            (member.Name is "$ref" && (member.Value.ValueKind != JsonValueKind.String
                || !member.Value.GetString()!.StartsWith('#')))
            || RefersOutside(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(RefersOutside),
        _ => false,
    };

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();
}
