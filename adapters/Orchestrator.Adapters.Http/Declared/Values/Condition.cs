using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Http.Declared.Values;

/// <summary>Something that is so, or is not. What has no value, and null, are the same.</summary>
/// <param name="Pointer">What is looked at.</param>
/// <param name="Test">Whether the value, with the scope, is as it should be.</param>
/// <param name="IsNegated">It must not be so.</param>
internal sealed record Condition(Pointer Pointer, Func<JsonElement?, JsonElement, bool> Test, bool IsNegated)
{
    public static Func<JsonElement?, JsonElement, bool> Exists(bool isThere) =>
        (value, _) => (value is { ValueKind: not JsonValueKind.Null }) == isThere;

    public static Func<JsonElement?, JsonElement, bool> EqualTo(JsonTemplate expected) => (value, scope) =>
    {
        var filled = expected.Fill(scope);
        return filled is null || value is not { ValueKind: not JsonValueKind.Null } actual
            ? filled is null && value is not { ValueKind: not JsonValueKind.Null }
            : JsonElement.DeepEquals(JsonSerializer.SerializeToElement(filled), actual);
    };

    public static Func<JsonElement?, JsonElement, bool> OneOf(IReadOnlyList<JsonTemplate> expected)
    {
        var each = expected.Select(EqualTo).ToList();
        return (value, scope) => each.Any(test => test(value, scope));
    }

    public static Func<JsonElement?, JsonElement, bool> Matching(Regex pattern) => (value, _) =>
        value is { ValueKind: not JsonValueKind.Null } actual && pattern.IsMatch(Shown.Text(actual));

    /// <exception cref="TemplateException">A value that it is compared with is missing.</exception>
    public bool IsMetIn(Scope scope) => Test(Pointer.Find(scope.Json, scope.Json), scope.Json) != IsNegated;
}

internal static class Conditions
{
    /// <summary>Whether all are met.</summary>
    public static bool AreMetIn(this IReadOnlyList<Condition> conditions, Scope scope) =>
        conditions.All(condition => condition.IsMetIn(scope));
}
