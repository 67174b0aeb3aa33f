using System.Text;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>A text that is being made, and that cannot become longer than a template's texts may be.</summary>
internal sealed class BoundedText(int lengthMax, Action<int> charge)
{
    private readonly StringBuilder _text = new();

    public void Append(ReadOnlySpan<char> text)
    {
        if (_text.Length + text.Length > lengthMax)
            throw new LiquidFailure($"A text became longer than {lengthMax} characters.");

        charge(text.Length);
        _text.Append(text);
    }

    public void Append(char letter) => Append([letter]);

    public override string ToString() => _text.ToString();
}
