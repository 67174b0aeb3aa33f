namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

internal enum TokenKind : byte
{
    End,
    Name,
    PrivateName,
    Sign,
    Number,
    BigInt,
    Text,
}

/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, as an index into the text.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Text">The name, the sign, or what a text says.</param>
/// <param name="Number">Of a number.</param>
/// <param name="AfterLine">Whether a line ended before it.</param>
/// <param name="IsEscaped">Whether a name or text is written with escapes.</param>
internal readonly record struct Token(
    TokenKind Kind, int Start, int End, string Text, double Number, bool AfterLine, bool IsEscaped = false)
{
    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Name && !IsEscaped && Text == word;
}
