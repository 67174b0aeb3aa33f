using Jint.Parser;
using Jint.Parser.Ast;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Engine.Expressions;

/// <summary>A program's text and its tree.</summary>
/// <param name="Text">As the definition has it.</param>
/// <param name="Program">The tree.</param>
/// <param name="LinesBefore">Lines that the parser saw before the text.</param>
internal sealed record ParsedScript(string Text, Program Program, int LinesBefore);

/// <summary>From text to a syntax tree. Statements may return at the top level, as Elsa lets them.</summary>
internal static class ScriptParser
{
    private const int LengthMax = 32 * 1024;

    /// <summary>
    /// The parser calls itself for whatever stands within something else; what its stack can bear is bounded before it
    /// begins: brackets that are open at once, and operators and keywords that may nest without one.
    /// </summary>
    private const int OpenMax = 60;
    private const int NestingMax = 1_500;

    private static readonly string[] NestingWords =
        ["if", "else", "for", "while", "do", "new", "typeof", "void", "delete", "return", "function", "var"];

    /// <exception cref="ScriptSyntaxException">It is no program.</exception>
    public static ParsedScript Parse(string text)
    {
        CheckSize(text);
        try
        {
            return new(text, new JavaScriptParser().Parse(text), 0);
        }
        catch (ParserException wrong) when (wrong.Description?.Contains("Illegal return", StringComparison.Ordinal) == true)
        {
            return ParseBody(text);
        }
        catch (Exception wrong)
        {
            throw Refusal(text, wrong, 0);
        }
    }

    /// <summary>As the body of a function, where a return is allowed; its statements become the program's.</summary>
    private static ParsedScript ParseBody(string text)
    {
        Program program;
        try
        {
            program = new JavaScriptParser().Parse($"function main(){{\n{text}\n}}");
        }
        catch (Exception wrong)
        {
            throw Refusal(text, wrong, 1);
        }

        if (program.Body is not { Count: 1 }
            || program.Body.First() is not FunctionDeclaration { Body: BlockStatement body } main)
            throw new ScriptSyntaxException("A closing brace has no opening one.", 1, 1);

        return new(
            text,
            new Program
            {
                Type = SyntaxNodes.Program,
                Body = [.. body.Body],
                VariableDeclarations = main.VariableDeclarations,
                FunctionDeclarations = main.FunctionDeclarations,
                Strict = main.Strict,
                Location = program.Location,
            },
            1);
    }

    private static void CheckSize(string text)
    {
        if (text.Length > LengthMax)
            throw new ScriptSyntaxException($"It has {text.Length} characters, and may have {LengthMax}", 1, 1);

        var open = 0;
        var nesting = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is '(' or '[' or '{')
                open++;
            else if (text[index] is ')' or ']' or '}')
                open--;
            else if (text[index] is '!' or '~' or '-' or '+' or '?' or ':' or '=')
                nesting++;
            else if (char.IsAsciiLetterLower(text[index]) && (index == 0 || !char.IsLetterOrDigit(text[index - 1])))
                nesting += NestingWords.Any(word => string.CompareOrdinal(text, index, word, 0, word.Length) == 0)
                    ? 1
                    : 0;

            if (open > OpenMax || nesting > NestingMax)
                throw new ScriptSyntaxException("It is too deeply nested. Split it, or move it into an adapter", 1, 1);
        }
    }

    private static ScriptSyntaxException Refusal(string text, Exception wrong, int linesBefore)
    {
        if (wrong is not ParserException syntax)
            return new("The parser cannot read it", 1, 1);

        var line = Math.Max(1, syntax.LineNumber - linesBefore);
        return new($"{syntax.Description}{Hint(text)}", line, Math.Max(1, syntax.Column));
    }

    /// <summary>What is newer than the language that is understood.</summary>
    private static string Hint(string text)
    {
        var newer = text.Contains('`', StringComparison.Ordinal) ? "A template (`...`): write 'Hello ' + name."
            : text.Contains("=>", StringComparison.Ordinal) ? "An arrow function: write function (x) { return ...; }."
            : text.Contains("??", StringComparison.Ordinal) ? "The operator ??: write x == null ? y : x."
            : text.Contains("?.", StringComparison.Ordinal) ? "The operator ?.: write x && x.y."
            : text.Contains("...", StringComparison.Ordinal) ? "The operator ...: write the items out."
            : null;
        return newer is null ? "" : $". The language is ECMAScript 5, which does not have it. {newer.TrimEnd('.')}";
    }
}
