namespace Orchestrator.Core.Products;

/// <summary>A person's word that what a step leaves behind need not be released.</summary>
/// <param name="Step">The activity's id, in whichever workflow of the product.</param>
/// <param name="Who">The person, or the office.</param>
/// <param name="Why">In their words.</param>
/// <param name="Until">The last day on which it counts, in UTC.</param>
public sealed record Waiver(string Step, string Who, string Why, DateOnly Until)
{
    public bool CountsOn(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) <= Until;
}
