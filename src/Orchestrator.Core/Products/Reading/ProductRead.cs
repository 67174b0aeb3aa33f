using System.Collections.Immutable;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Products.Reading;

/// <summary>A product.json that was read.</summary>
/// <param name="Content">What could be read; null where the text is no JSON object.</param>
/// <param name="Diagnostics">In the order of the document.</param>
public sealed record ProductRead(ProductContent? Content, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool IsValid => Content is not null && Diagnostics.All(one => one.Severity != Severity.Error);
}
