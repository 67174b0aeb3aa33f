using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Products;

/// <summary>What a product.json says.</summary>
/// <param name="Id">What orders call it, for good.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Workflows">
/// By action: the file beside the document as its author writes it, the id of the definition once it is published.
/// </param>
public sealed record ProductContent(
    string Id, string DisplayName, IReadOnlyDictionary<ActivationAction, string> Workflows)
{
    /// <summary>The display name in other languages, by language tag (BCP 47).</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>One plain sentence, or empty.</summary>
    public string Description { get; init; } = "";

    public ProductPayment? Payment { get; init; }

    /// <summary>By the id of the product that a service becomes one of.</summary>
    public IReadOnlyDictionary<string, ProductChange> Changes { get; init; } =
        new Dictionary<string, ProductChange>();

    public CancellationPolicy Cancellation { get; init; } = CancellationPolicy.AtOnce;

    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>The JSON Schema of what an order must bring; null where the product says nothing of it.</summary>
    public string? Inputs { get; init; }

    /// <summary>All that the document calls by name, in its order, each with its place.</summary>
    public IReadOnlyList<ProductReference> References { get; init; } = [];
}

/// <summary>A place of the document that names a workflow.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901): /actions/provision.</param>
/// <param name="Workflow">A file, or the id of a definition.</param>
/// <param name="Use">What it is for, in words: the workflow of provision.</param>
public sealed record ProductReference(string Pointer, string Workflow, string Use);
