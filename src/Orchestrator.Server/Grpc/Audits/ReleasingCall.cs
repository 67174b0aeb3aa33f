using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Auditing;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>
/// Finds the operation that releases a resource that nobody knows the maker of: one that undoes another, and is named after
/// the kind of resource. Its input is made of what the system says of the resource; where one required text is left, that
/// is the resource's own id. Where the result does not fit the operation's schema, nothing is proposed.
/// </summary>
internal static class ReleasingCall
{
    public static FixCall? Find(AdapterDescription description, Finding finding)
    {
        var inverses = description.Operations.Select(static one => one.Inverse).ToHashSet();
        var makers = description.Operations.Where(one => IsNamedAfter(one.Name, finding.ResourceKind)
            && one.Inverse is not null && !IsReleasing(one.Name));
        foreach (var maker in makers)
        {
            if (description.Find(maker.Inverse!) is { HasEffect: true } releases && inverses.Contains(releases.Name)
                && InputOf(releases, finding) is { } input)
                return new FixCall(finding.Adapter, releases.Name, input);
        }

        return null;
    }

    private static bool IsNamedAfter(string operation, string kind) =>
        $"-{operation}-".Contains($"-{kind}-", StringComparison.Ordinal);

    /// <summary>What is undone by making is itself an inverse: of the two, the name tells which one releases.</summary>
    private static bool IsReleasing(string operation) => operation.Split('-')[0]
        is "release" or "remove" or "delete" or "end" or "close" or "drop" or "cancel" or "stop" or "free" or "revoke";

    private static Value? InputOf(OperationDescription operation, Finding finding)
    {
        var schema = JsonSchema.FromJsonAsync(operation.InputSchema).GetAwaiter().GetResult();
        var facts = finding.Evidence.FirstOrDefault(static one => one.Side == EvidenceSide.Inventory)?.Facts
            ?? new Dictionary<string, string>();
        var members = new List<(string, Value)>();
        var missing = new List<string>();
        foreach (var (name, property) in schema.Properties)
        {
            var fact = facts.FirstOrDefault(one => Plain(one.Key) == Plain(name)).Value;
            if (fact is not null && Read(fact, property) is { } value)
                members.Add((name, value));
            else if (property.IsRequired)
                missing.Add(name);
        }

        if (missing is [var only] && schema.Properties[only].Type.HasFlag(JsonObjectType.String))
            members.Add((only, finding.ExternalId));
        var input = Value.Object(members.ToArray().AsSpan());
        return missing.Count <= 1 && schema.Validate(input.ToString()).Count == 0 ? input : null;
    }

    private static Value? Read(string fact, JsonSchema property) => property.Type switch
    {
        JsonObjectType.String => fact,
        JsonObjectType.Integer or JsonObjectType.Number =>
            double.TryParse(fact, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null,
        JsonObjectType.Boolean => bool.TryParse(fact, out var flag) ? (Value)flag : null,
        _ => null,
    };

    /// <summary>monthlyCents and monthly_cents are the same.</summary>
    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal)
        .Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
