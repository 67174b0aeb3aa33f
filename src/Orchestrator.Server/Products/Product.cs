using Orchestrator.Core.Sagas;

namespace Orchestrator.Server.Products;

/// <summary>What a customer can order.</summary>
/// <param name="Id">What orders call it, for good.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Workflows">The definition of each action that there is one for.</param>
/// <param name="Inputs">What an order must bring; null where the product says nothing of it.</param>
public sealed record Product(
    string Id, string DisplayName, IReadOnlyDictionary<ActivationAction, string> Workflows, ProductInputs? Inputs);
