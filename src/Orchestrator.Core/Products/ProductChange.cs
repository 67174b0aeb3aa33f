namespace Orchestrator.Core.Products;

/// <summary>How a service of a product becomes one of another product.</summary>
/// <param name="Workflow">The definition; null for the difference between the two.</param>
public sealed record ProductChange(string? Workflow);
