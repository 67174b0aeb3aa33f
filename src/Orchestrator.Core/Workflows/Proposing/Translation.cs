using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows.Pairing;

namespace Orchestrator.Core.Workflows.Proposing;

/// <summary>Expressions of the provisioning, as the one that ends the service can write them.</summary>
internal sealed partial class Translation(WorkflowPlan plan, KeptInputs kept)
{
    private static readonly string[] OfLoops = ["getCurrentValue", "getCurrentIndex", "getInput"];

    private readonly ResultGuards _results = new(plan);

    /// <summary>A value that an inverse needs.</summary>
    /// <param name="member">What the inverse calls it.</param>
    /// <param name="given">What the step was given for it; null where it was given nothing.</param>
    /// <param name="written">The same, as the definition writes it.</param>
    /// <param name="step">The step that is undone.</param>
    /// <returns>Null where it cannot be known.</returns>
    public JsonNode? Value(string member, Expression? given, JsonNode? written, StepActivity step) =>
        Given(AnswerOf(step, member)) ?? Plain(given, written) ?? Output(given) ?? Named(member);

    /// <summary>A condition, or what a loop goes over; null where it cannot be known.</summary>
    /// <param name="condition">As it was parsed.</param>
    /// <param name="written">As the definition writes it.</param>
    /// <param name="then">What runs only where it holds: that its result is there says that it held.</param>
    public JsonNode? Condition(Expression condition, JsonNode? written, IEnumerable<StepActivity> then)
    {
        var holds = ExpressionNames.Plain.GuardOf(condition);
        var ways = then.SelectMany(_results.Of).Append(holds).ToHashSet();
        foreach (var (name, value) in kept.Outputs)
        {
            var guard = ExpressionNames.Plain.GuardOf(value);
            if (ways.Contains(guard))
                return kept.Read(name);
            if (guard == holds.Opposite)
            {
                kept.Declare(name);
                return Script($"!getInput('{name}')", "Boolean");
            }
        }

        return AsGiven(condition, written);
    }

    /// <summary>What a loop goes over; null where it cannot be known.</summary>
    public JsonNode? Items(Expression items, JsonNode? written) => AsGiven(items, written) ?? Output(items);

    private static string[] AnswerOf(StepActivity step, string member) => step.Header.ResultVariable is { } variable
        ? [$"get{AccessorName.Of(variable.Name)}().{member}", $"get{AccessorName.Of(variable.Name)}()['{member}']"]
        : [];

    private JsonObject? Given(string[] texts) => texts.Select(OutputOf).FirstOrDefault(found => found is not null)
        is { } name ? kept.Read(name) : null;

    private string? OutputOf(string text) => kept.Outputs
        .Where(one => one.Value.Bare is Expression.Script script && ScriptText.Normal(script.Program.Text) == text)
        .Select(one => one.Key)
        .FirstOrDefault();

    /// <summary>What is plainly an input is that of the service, which may be what was put out for it since.</summary>
    private JsonNode? Plain(Expression? given, JsonNode? written) => given?.Bare switch
    {
        Expression.Input it when kept.IsKept(it.Name) => kept.Read(it.Name),
        null => null,
        var other => AsGiven(other, written),
    };

    private JsonObject? Output(Expression? given) => given is null
        ? null
        : kept.Outputs.Where(one => Same(one.Value, given)).Select(one => one.Key).FirstOrDefault() is { } name
            ? kept.Read(name)
            : null;

    private static bool Same(Expression one, Expression other) =>
        ExpressionNames.Plain.TextOf(one) == ExpressionNames.Plain.TextOf(other);

    private JsonObject? Named(string member) => plan.Outputs.Contains(member) ? kept.Read(member) : null;

    /// <summary>The same expression, where it reads nothing but inputs that are as they were given.</summary>
    private JsonNode? AsGiven(Expression expression, JsonNode? written)
    {
        switch (expression.Bare)
        {
            case Expression.Literal it:
                return written?.DeepClone() ?? KeptInputs.Literal(it.Value);
            case Expression.Input it when kept.IsAsGiven(it.Name):
                return kept.Read(it.Name);
            case Expression.Variable { Declaration.Name: "CurrentValue" or "CurrentIndex" }:
                return written?.DeepClone();
            case Expression.Script it when IsOfInputs(it.Program):
                foreach (var input in it.Program.InputNames)
                    kept.Declare(input);
                return written?.DeepClone();
            default:
                return null;
        }
    }

    private bool IsOfInputs(IScript script) => !script.UsesComputedNames
        && script.InputNames.All(kept.IsAsGiven)
        && script.ActivityNames.Count == 0
        && !script.Text.Contains("variables", StringComparison.Ordinal)
        && !Unsteady().IsMatch(script.Text)
        && Functions().Matches(script.Text).All(match => OfLoops.Contains(match.Groups["name"].Value));

    private static JsonObject Script(string text, string type) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = text },
    };

    /// <summary>What is another value at another time.</summary>
    [GeneratedRegex(@"\b(Date|Guid|random|newGuid\w*)\b")]
    private static partial Regex Unsteady();

    [GeneratedRegex(@"\b(?<name>(get|set)\w+)\s*\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Functions();
}
