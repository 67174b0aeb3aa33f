using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>
/// Expressions as texts that are the same where two workflows of a service read the same: inputs by their names, and
/// what one workflow puts out by what it is.
/// </summary>
/// <param name="scope">In front of scripts of another definition: their names are other ones.</param>
/// <param name="inputs">What is known to be behind inputs, by name.</param>
/// <param name="variables">The same for the inputs of definitions used as activities, by their variables' ids.</param>
internal sealed class ExpressionNames(
    string scope,
    IReadOnlyDictionary<string, Guard> inputs,
    IReadOnlyDictionary<string, Guard> variables)
{
    private const string InputKind = "input";

    /// <summary>Nothing is known.</summary>
    public static ExpressionNames Plain { get; } =
        new("", new Dictionary<string, Guard>(), new Dictionary<string, Guard>());

    /// <summary>The names of a workflow that is given what another one put out.</summary>
    /// <param name="outputs">By name.</param>
    public static ExpressionNames After(IReadOnlyDictionary<string, Expression> outputs) => new(
        "",
        outputs.ToDictionary(one => one.Key, one => Plain.GuardOf(one.Value), StringComparer.Ordinal),
        new Dictionary<string, Guard>());

    /// <summary>The names within another definition, which gets its inputs from here.</summary>
    public ExpressionNames Within(string id, IEnumerable<(string Name, Expression Given)> given) => new(
        $"{scope}{id}/",
        given.ToDictionary(one => one.Name, one => GuardOf(one.Given), StringComparer.Ordinal),
        new Dictionary<string, Guard>());

    /// <summary>The names within a definition used as an activity, whose inputs are variables.</summary>
    public ExpressionNames WithVariables(string id, IEnumerable<(string Variable, Expression Given)> given) => new(
        $"{scope}{id}/",
        inputs,
        given.ToDictionary(one => one.Variable, one => GuardOf(one.Given), StringComparer.Ordinal));

    public string TextOf(Expression expression)
    {
        var guard = GuardOf(expression);
        return guard.Holds ? guard.Text : $"!{guard.Text}";
    }

    /// <summary>That the condition holds.</summary>
    public Guard GuardOf(Expression condition) => condition.Bare switch
    {
        Expression.Literal it => new Guard(it.Value.ToString(), Holds: true),
        Expression.Input it => Input(it.Name),
        Expression.Variable it => variables.TryGetValue(it.Declaration.Id, out var given)
            ? given
            : new Guard($"{scope}variable {it.Declaration.Id}", Holds: true),
        Expression.Script it => Script(ScriptText.Normal(it.Program.Text)),
        Expression.Composite it => new Guard(
            $"{{{string.Join(", ", it.Members.Select(one => $"{one.Name}: {TextOf(one.Expression)}"))}}}", Holds: true),
        Expression.List it => new Guard($"[{string.Join(", ", it.Items.Select(TextOf))}]", Holds: true),
        var other => new Guard($"{scope}{other.GetType().Name}", Holds: true),
    };

    private Guard Input(string name) =>
        inputs.TryGetValue(name, out var given) ? given : new Guard($"{scope}{InputKind} {name}", Holds: true);

    private Guard Script(string text)
    {
        if (ScriptText.Negated(text) is { } negated)
            return Script(negated).Opposite;

        return ScriptText.InputOf(text) is { } input ? Input(input) : new Guard($"{scope}{text}", Holds: true);
    }
}
