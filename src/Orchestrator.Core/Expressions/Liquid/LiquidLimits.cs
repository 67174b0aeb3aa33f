namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>How much one template may use; past any of them its activity has failed for good.</summary>
public sealed record LiquidLimits
{
    /// <summary>Blocks within blocks, and brackets within brackets; past it the template does not parse.</summary>
    public int DepthMax { get; init; } = 64;

    /// <summary>Tags, outputs, filters, and items that loops and filters go through.</summary>
    public int StepsMax { get; init; } = 100_000;

    /// <summary>Characters of the result, and of any text on the way to it.</summary>
    public int TextMax { get; init; } = 256 * 1024;

    /// <summary>Characters of all texts that are read or made on the way, together.</summary>
    public long TextsMax { get; init; } = 32 * 1024 * 1024;

    /// <summary>Items of one list.</summary>
    public int ItemsMax { get; init; } = 10_000;
}
