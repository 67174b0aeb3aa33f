using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Workflows.Proposing;

/// <summary>
/// A definition that ends what another one provisions: the inverse of every step with a lasting effect, in reverse order
/// and in the same structure, with inputs taken from what the service keeps: the provisioning's inputs and outputs.
/// </summary>
/// <param name="Content">The definition, as JSON; it can be published.</param>
/// <param name="Missing">What could not be known, and what to add to the provisioning so that it can; a sentence each.
/// </param>
public sealed record DeprovisionProposal(string Content, ImmutableArray<string> Missing)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="product">Whose services it ends; the definition's id is made of it.</param>
    /// <param name="source">The text of the provisioning.</param>
    /// <param name="provision">The same as a plan.</param>
    /// <param name="adapters">The instances, with their operations and inverses.</param>
    /// <param name="waived">Ids of steps that leave nothing to give back.</param>
    public static DeprovisionProposal Of(
        string product,
        string source,
        WorkflowPlan provision,
        IAdapterCatalog adapters,
        IReadOnlySet<string> waived)
    {
        var kept = new KeptInputs((JsonObject)JsonNode.Parse(source)!, provision);
        var root = new UndoTree(provision, adapters, kept, waived).Build();
        var definition = new JsonObject
        {
            ["$schema"] = "../../schema/workflow.schema.json",
            ["definitionId"] = $"{product}-deprovision",
            ["name"] = $"{string.Concat(product.Split('-').Where(part => part.Length > 0).Select(Capital))}Deprovision",
            ["description"] = Description(provision, kept),
            ["version"] = 1,
            ["toolVersion"] = "3.6.0.0",
            ["isLatest"] = true,
            ["isPublished"] = true,
            ["variables"] = new JsonArray(),
            ["inputs"] = kept.Declarations(),
            ["outputs"] = new JsonArray(),
            ["root"] = root,
        };
        return new(definition.ToJsonString(Readable) + "\n", [.. kept.Missing]);
    }

    private static string Capital(string part) => char.ToUpperInvariant(part[0]) + part[1..];

    private static string Description(WorkflowPlan provision, KeptInputs kept) =>
        $"Gives back what {provision.Id.Definition} takes, in reverse. A failed step waits for a person."
        + (kept.Missing.Count == 0 ? "" : $" Not complete: {string.Join(" ", kept.Missing)}");
}
