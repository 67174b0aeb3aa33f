namespace Orchestrator.Engine.Auditing.Comparing;

/// <summary>One resource, as both sides have it.</summary>
/// <param name="Held">By whom, by the ledger; none where no service has it.</param>
/// <param name="Listed">What its system says of it; null where it does not hold it.</param>
/// <param name="IsSame">Both sides say the very same: their attributes are not read then.</param>
public sealed record ResourcePair(
    string Kind,
    string ExternalId,
    IReadOnlyList<HeldResource> Held,
    IReadOnlyDictionary<string, string>? Listed,
    bool IsSame = false)
{
    /// <summary>
    /// Names of attributes that both sides give, and give differently. Of several services that share it, each noted what
    /// it was told: where one of them agrees with the system, the others only have not heard of it.
    /// </summary>
    public IReadOnlyList<string> Differences()
    {
        if (IsSame || Listed is null)
            return [];

        return
        [
            .. Listed
                .Where(there => Held.Any(one => one.Attributes.ContainsKey(there.Key))
                    && Held.All(one => !one.Attributes.TryGetValue(there.Key, out var value) || value != there.Value))
                .Select(static there => there.Key)
                .Order(StringComparer.Ordinal),
        ];
    }
}
