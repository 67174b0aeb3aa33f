using System.Collections.Frozen;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Names that programs cannot have for their own.</summary>
internal static class Words
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum",
        "export", "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null",
        "return", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsReserved(string name) => Reserved.Contains(name);

    /// <summary>How tightly a sign or word between two values binds; 0 where it is none.</summary>
    public static int Strength(Token token, bool allowIn) => token.Kind switch
    {
        TokenKind.Sign => token.Text switch
        {
            "??" => 1,
            "||" => 2,
            "&&" => 3,
            "|" => 4,
            "^" => 5,
            "&" => 6,
            "==" or "!=" or "===" or "!==" => 7,
            "<" or ">" or "<=" or ">=" => 8,
            "<<" or ">>" or ">>>" => 9,
            "+" or "-" => 10,
            "*" or "/" or "%" => 11,
            "**" => 12,
            _ => 0,
        },
        TokenKind.Name when token.IsEscaped => 0,
        TokenKind.Name => token.Text switch { "instanceof" => 8, "in" => allowIn ? 8 : 0, _ => 0 },
        _ => 0,
    };

    public static bool IsAssignment(Token token) => token.Kind == TokenKind.Sign && token.Text is
        "=" or "+=" or "-=" or "*=" or "/=" or "%=" or "**=" or "<<=" or ">>=" or ">>>=" or "&=" or "|=" or "^="
        or "&&=" or "||=" or "??=";
}
