using Orchestrator.Core.Values;

namespace Orchestrator.Server.Generated;

/// <summary>
/// What a workflow names after its own activation is named otherwise by each of a service's activations, and means the
/// same: for comparing, one id stands for all of them.
/// </summary>
internal static class OneId
{
    /// <summary>The value with one id in place of others, wherever they are in its texts.</summary>
    public static Value In(Value value, IReadOnlyList<string> ids, string one) => value.Kind switch
    {
        ValueKind.String => Text(value, ids, one),
        ValueKind.Array => Value.Array(value.Items.ToArray().Select(item => In(item, ids, one))),
        ValueKind.Object => Value.Object(
            [.. value.Members.Select(member => (member.Name, In(member.Value, ids, one)))]),
        _ => value,
    };

    private static Value Text(Value value, IReadOnlyList<string> ids, string one)
    {
        var text = value.AsString!;
        var changed = ids.Aggregate(text, (now, id) => now.Replace(id, one, StringComparison.Ordinal));
        return changed == text ? value : changed;
    }
}
