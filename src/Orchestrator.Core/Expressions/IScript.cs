using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions;

/// <summary>A script language that expressions may be written in.</summary>
public interface IScriptLanguage
{
    /// <summary>The name that definitions use: <c>JavaScript</c>.</summary>
    string Name { get; }

    /// <exception cref="ScriptSyntaxException">The text is no program.</exception>
    IScript Parse(string text);

    /// <summary>What a text that is no program gives where it runs all the same; null where it fails.</summary>
    Value? InsteadOf(string text, ScriptSyntaxException wrong) => null;
}

/// <summary>
/// A parsed program. Runs without a clock, dice or anything of the outside; what it reads and sets goes through the
/// scope. May be run by many threads at once.
/// </summary>
public interface IScript
{
    /// <summary>The program's text.</summary>
    string Text { get; }

    /// <summary>
    /// Variables that the program is seen to read or set by name (setX, variables.X, getVariable("X")); for checks.
    /// </summary>
    IReadOnlyCollection<string> VariableNames { get; }

    /// <summary>
    /// The X of each getX that it is seen to call: a variable, or else an input, or else an output (PortFromStep); for
    /// checks.
    /// </summary>
    IReadOnlyCollection<string> AccessorNames { get; }

    /// <summary>Activities whose outputs the program is seen to read (getOutputFrom("a", ...)); for checks.</summary>
    IReadOnlyCollection<string> ActivityNames { get; }

    /// <summary>Inputs that the program is seen to read (getInput("x")); for checks.</summary>
    IReadOnlyCollection<string> InputNames { get; }

    /// <summary>
    /// Whether the program computes the names of what it reads or sets, so that the names above are not all.
    /// </summary>
    bool UsesComputedNames => false;

    /// <returns>A time as <see cref="Value.OfTime"/>, where it is the whole result.</returns>
    /// <exception cref="ExpressionFailedException">It threw, or went past a limit.</exception>
    Value Run(IScope scope);
}

/// <param name="message">What is wrong.</param>
/// <param name="line">From 1, within the program.</param>
/// <param name="column">From 1.</param>
public sealed class ScriptSyntaxException(string message, int line, int column) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}

/// <summary>An expression that could not be evaluated: a permanent failure of its activity.</summary>
/// <param name="message">What is wrong, with line and column where it is a script.</param>
public sealed class ExpressionFailedException(string message) : Exception(message);
