using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Server.Products;

/// <summary>What a customer can order: a version of it, which never changes.</summary>
/// <param name="Id">What orders call it, for good.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Workflows">The definition of each action that there is one for.</param>
/// <param name="Inputs">What an order must bring; null where the product says nothing of it.</param>
public sealed record Product(
    string Id, string DisplayName, IReadOnlyDictionary<ActivationAction, string> Workflows, ProductInputs? Inputs)
{
    /// <summary>From 1; 0 for one that is not published.</summary>
    public int Version { get; init; }

    /// <summary>What is paid for it; null where the product says nothing of it.</summary>
    public ProductPayment? Payment { get; init; }

    /// <summary>By the id of the product that a service becomes one of.</summary>
    public IReadOnlyDictionary<string, ProductChange> Changes { get; init; } = new Dictionary<string, ProductChange>();

    public CancellationPolicy Cancellation { get; init; } = CancellationPolicy.AtOnce;

    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>What a document says, as a version.</summary>
    public static Product Of(ProductContent content, int version) => new(
        content.Id,
        content.DisplayName,
        content.Workflows,
        content.Inputs is { } inputs ? new ProductInputs(inputs) : null)
    {
        Version = version,
        Payment = content.Payment,
        Changes = content.Changes,
        Cancellation = content.Cancellation,
        FollowUps = content.FollowUps,
        Waivers = content.Waivers,
    };
}
