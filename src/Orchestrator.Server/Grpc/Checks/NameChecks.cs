using System.Globalization;

namespace Orchestrator.Server.Grpc.Checks;

/// <summary>
/// Resource names (AIP-122): <c>activations/{id}</c>, <c>services/{id}</c>, <c>workflows/{id}/versions/{n}</c>.
/// </summary>
public static class NameChecks
{
    public const int IdLengthMax = 128;

    private const string Rule = "1 to 128 of the characters a-z, A-Z, 0-9, '.', '_' and '-'";

    /// <summary>
    /// The id in a name of a collection; null where the name has not that form, which is noted. An empty one is
    /// required or null.
    /// </summary>
    /// <param name="violations">Where it is noted.</param>
    /// <param name="field">The field's path.</param>
    /// <param name="name">As it was sent.</param>
    /// <param name="collection">With its slash: <c>services/</c>.</param>
    /// <param name="required">Whether there must be one.</param>
    public static string? Name(
        this Violations violations, string field, string name, string collection, bool required = true)
    {
        if (name.Length == 0)
        {
            if (required)
                violations.Add(field, "is required.");
            return null;
        }

        if (name.StartsWith(collection, StringComparison.Ordinal) && IsId(name.AsSpan(collection.Length)))
            return name[collection.Length..];

        violations.Add(field, $"must be {collection} followed by {Rule}.");
        return null;
    }

    /// <summary>A bare id, as products have; may be empty.</summary>
    public static void Id(this Violations violations, string field, string id)
    {
        if (id.Length > 0 && !IsId(id))
            violations.Add(field, $"must be {Rule}.");
    }

    /// <summary>
    /// The definition and the version (0: none was named) of a workflow's name; null where it has not that form, which
    /// is noted.
    /// </summary>
    public static WorkflowName? Workflow(
        this Violations violations, string field, string name, bool withVersion = false)
    {
        if (name.Length == 0)
            violations.Add(field, "is required.");
        else if (TryWorkflow(name, out var found) && (found.Version > 0 || !withVersion))
            return found;
        else
            violations.Add(
                field, $"must be {(withVersion ? "" : "workflows/{id} or ")}workflows/{{id}}/versions/{{n}}, with an "
                    + $"id of {Rule}.");
        return null;
    }

    private static bool TryWorkflow(string name, out WorkflowName found)
    {
        const string Collection = "workflows/";
        const string Versions = "/versions/";
        found = default;
        if (!name.StartsWith(Collection, StringComparison.Ordinal))
            return false;

        var rest = name.AsSpan(Collection.Length);
        var version = 0;
        if (rest.IndexOf(Versions, StringComparison.Ordinal) is >= 0 and var slash)
        {
            var number = rest[(slash + Versions.Length)..];
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out version) || version == 0
                || number[0] == '0')
                return false;

            rest = rest[..slash];
        }

        found = new WorkflowName(rest.ToString(), version);
        return IsId(rest);
    }

    private static bool IsId(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > IdLengthMax)
            return false;

        foreach (var character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
                return false;
        }

        return true;
    }
}

/// <param name="Definition">The definition's id.</param>
/// <param name="Version">From 1; 0 where the name has none.</param>
public readonly record struct WorkflowName(string Definition, int Version)
{
    public override string ToString() =>
        Version == 0
            ? $"workflows/{Definition}"
            : string.Create(CultureInfo.InvariantCulture, $"workflows/{Definition}/versions/{Version}");
}
