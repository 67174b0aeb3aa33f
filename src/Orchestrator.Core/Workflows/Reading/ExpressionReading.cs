using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Reads the expressions of one activity, in all the ways that definitions write them.</summary>
/// <param name="definition">The definition.</param>
/// <param name="activity">The activity's id.</param>
/// <param name="index">Its place in the plan.</param>
/// <param name="scope">The variables that it sees.</param>
internal sealed class ExpressionReading(DefinitionReading definition, string activity, int index, VariableScope scope)
{
    private static readonly Expression Nothing = new Expression.Literal(Value.Null);
    private static readonly Expression Null = new Expression.Instead(Value.Null);

    /// <summary>Whether what is read now runs when the activity is done.</summary>
    public bool SeesOwnOutput { get; set; }

    /// <summary>An input: wrapped, bare, or missing.</summary>
    /// <param name="node">Null where it is missing.</param>
    /// <param name="type">What the activity takes.</param>
    /// <param name="property">For messages.</param>
    /// <param name="isStrict">A value that cannot be converted is an error.</param>
    public Expression Read(Node? node, DataType type, string property, bool isStrict = false)
    {
        if (node is null)
            return new Expression.Literal(type.Default);
        if (Wrapping.Is(node))
            return ReadWrapped(node, type, property, isStrict);

        if (!node.IsObject || type.Kind is DataKind.Object or DataKind.Json)
            return Convert(ReadStructure(node, property), node, type, property, isStrict);

        Add(
            DiagnosticCodes.WrongShape,
            node,
            $"'{property}' is an object without an expression. Write a plain value, or {{\"expression\": {{\"type\": \"JavaScript\", \"value\": \"...\"}}}}.");
        return new Expression.Literal(type.Default);
    }

    /// <summary>
    /// Elsa takes an input without the name of its type for null; files that no Elsa wrote may leave it out.
    /// </summary>
    private Expression ReadWrapped(Node node, DataType type, string property, bool isStrict)
    {
        if (node["expression"] is not { } expression)
            return new Expression.Literal(type.Default);
        if (!definition.IsOfElsa || node["typeName"] is not null)
            return ReadTyped(expression, type, property, isStrict);

        Add(
            DiagnosticCodes.WrongShape,
            node,
            $"'{property}' has an expression and no 'typeName', and Elsa, whose 'toolVersion' the definition names, "
                + $"takes it for null. Write \"typeName\": \"{type.Name}\".");
        return Convert(Null, node, type, property, isStrict: false);
    }

    /// <summary>A bare <c>{"type": ..., "value": ...}</c>.</summary>
    public Expression ReadTyped(Node expression, DataType type, string property, bool isStrict = false)
    {
        var name = expression["type"];
        if (!expression.IsObject || name?.Text is null)
        {
            Add(
                DiagnosticCodes.WrongShape,
                expression,
                $"The expression of '{property}' has no type. Write {{\"type\": \"Literal\", \"value\": ...}}.");
            return new Expression.Literal(type.Default);
        }

        var value = expression["value"];
        var read = name.Text.ToUpperInvariant() switch
        {
            "LITERAL" => value is null ? Nothing : new Expression.Literal(value.ToValue()),
            "OBJECT" or "JSON" => ReadObject(value, type, property),
            "VARIABLE" => ReadVariable(expression, value, property),
            "INPUT" => ReadInput(expression, value, property),
            _ => ReadScript(name, value, property),
        };
        return Convert(read, value ?? expression, type, property, isStrict);
    }

    /// <summary>A JSON value that may hold wrapped expressions anywhere within.</summary>
    private Expression ReadStructure(Node node, string property)
    {
        if (Wrapping.IsExpression(node))
            return ReadTyped(node["expression"]!, DataType.Object, property);

        if (!Wrapping.HoldsExpression(node))
            return new Expression.Literal(node.ToValue());

        var parts = new List<(string Name, Expression Expression)>(node.Children.Length);
        foreach (var child in node.Children)
            parts.Add((child.Name ?? "", ReadStructure(child, $"{property}.{child.Name}".TrimEnd('.'))));

        return node.IsArray
            ? new Expression.List([.. parts.Select(part => part.Expression)])
            : new Expression.Composite(parts);
    }

    /// <summary>JSON text, or JSON as it is. Where the target is any object, text stays text, as in Elsa.</summary>
    private Expression ReadObject(Node? value, DataType type, string property)
    {
        if (value?.Text is not { } text)
            return value is null ? Nothing : new Expression.Literal(value.ToValue());
        if (type is { Kind: DataKind.Object or DataKind.String, IsArray: false } || text.Length == 0)
            return new Expression.Literal(value.ToValue());

        return definition.Embedded(value, property, activity) is { } root
            ? new Expression.Literal(root.ToValue())
            : new Expression.Broken($"The text of '{property}' is no JSON.");
    }

    private Expression ReadVariable(Node expression, Node? value, string property)
    {
        var reference = value?.Text is { } text && text.AsSpan().TrimStart().StartsWith("{")
            ? definition.Embedded(value, property, activity)
            : value;
        var id = reference?["id"]?.Text;
        if (id is not null && scope.ById(id) is { } variable)
        {
            definition.UsedVariables.Add(variable.Id);
            return new Expression.Variable(variable);
        }

        var place = value ?? expression;
        var message = id is null
            ? $"The Variable expression of '{property}' names no variable. Write {{\"id\": \"...\", \"name\": \"...\"}} with the variable's id."
            : $"There is no variable with the id '{id}' in the scope of activity '{activity}'. "
                + $"{definition.Report.DidYouMean(id, scope.All().Select(one => one.Id))}Declare it, or "
                + "correct the id.";
        Add(DiagnosticCodes.UnknownVariable, place, message);

        // An id alone is null in Elsa, an object without one fails.
        return reference is { IsObject: true } ? new Expression.Broken(message) : Null;
    }

    private Expression ReadInput(Node expression, Node? value, string property)
    {
        var reference = value?.Text is { } text && text.AsSpan().TrimStart().StartsWith("{")
            ? definition.Embedded(value, property, activity)
            : value;
        if ((reference?["name"]?.Text ?? reference?.Text) is { Length: > 0 } name)
        {
            definition.InputReads.Add((index, value!, name));
            return new Expression.Input(name);
        }

        return Broken(
            value ?? expression, $"The Input expression of '{property}' names no input. Write {{\"name\": \"...\"}}.");
    }

    private Expression ReadScript(Node name, Node? value, string property)
    {
        if (definition.Language(name.Text!) is not { } language)
        {
            var message = ExpressionTypes.Refuse(name.Text!, property, definition.Options.Languages);
            Add(DiagnosticCodes.RefusedExpressionType, name, message);
            return ExpressionTypes.IsProgram(name.Text!) ? new Expression.Broken(message) : Null;
        }

        return value is null ? Nothing : ReadProgram(value, language, property);
    }

    /// <summary>A program in a language that is given by its name.</summary>
    public Expression ReadProgram(Node text, string language, string property)
    {
        if (definition.Language(language) is { } known)
            return ReadProgram(text, known, property);

        var message = ExpressionTypes.Refuse(language, property, definition.Options.Languages);
        Add(DiagnosticCodes.RefusedExpressionType, text, message);
        return new Expression.Broken(message);
    }

    private Expression ReadProgram(Node value, IScriptLanguage language, string property)
    {
        if (value.Text is not { } text)
            return Broken(
                value, $"The {language.Name} of '{property}' is no text. Put the program into quotation marks.");

        try
        {
            var script = definition.Parse(language, text);
            definition.Scripts.Add(new(index, property, value, script, scope, SeesOwnOutput));
            return new Expression.Script(script);
        }
        catch (ScriptSyntaxException wrong)
        {
            var message = $"The {language.Name} of '{property}' does not parse: {wrong.Message} (line {wrong.Line}, "
                + $"column {wrong.Column} of the program). Correct it.";
            definition.Report.AddWithin(
                DiagnosticCodes.ScriptSyntax, value, Text.PlaceOf(text, wrong.Line, wrong.Column), message, activity);
            return language.InsteadOf(text, wrong) is { } instead
                ? new Expression.Instead(instead)
                : new Expression.Broken(message);
        }
    }

    private Expression Convert(Expression read, Node at, DataType type, string property, bool isStrict)
    {
        if (type is { Kind: DataKind.Object, IsArray: false })
            return read;
        if (read is not Expression.Literal literal)
            return isStrict ? new Expression.Strict(read, type) : new Expression.Converted(read, type);

        if (!type.TryConvert(literal.Value, out var converted))
        {
            Add(
                type.Kind == DataKind.TimeSpan ? DiagnosticCodes.NotATimeSpan : DiagnosticCodes.NotOfType,
                at,
                type.Kind == DataKind.TimeSpan
                    ? $"'{property}' is {Text.Short(literal.Value)}, which is no time span. Write hh:mm:ss, d.hh:mm:ss "
                        + "or ISO 8601, such as 00:05:00 or PT5M."
                    : $"'{property}' is {Text.Short(literal.Value)}, which is no {type.Name}; {converted} would be "
                        + "used. Correct it.");
        }

        return new Expression.Literal(converted);
    }

    private Expression.Broken Broken(Node at, string message)
    {
        Add(DiagnosticCodes.WrongShape, at, message);
        return new(message);
    }

    private void Add(DiagnosticCode code, Node at, string message) =>
        definition.Report.Add(code, at, message, activity);
}
