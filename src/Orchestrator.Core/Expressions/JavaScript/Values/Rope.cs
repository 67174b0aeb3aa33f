using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Two texts that are put together when somebody looks: appending in a loop costs what is appended.</summary>
internal sealed class Rope
{
    private readonly Run _run;
    private object? _left;
    private object? _right;
    private string? _flat;

    public Rope(Run run, object left, object right, int length)
    {
        (_run, _left, _right, Length) = (run, left, right, length);
    }

    public int Length { get; }

    public string Flat => _flat ??= Flatten();

    private string Flatten()
    {
        _run.Step(Length >> 6);
        _run.Allocate(Length * 2L);
        var text = string.Create(Length, this, static (target, rope) => Fill(target, rope));
        (_left, _right) = (null, null);
        return text;
    }

    private static void Fill(Span<char> target, Rope rope)
    {
        var pending = new Stack<object>();
        pending.Push(rope._left!);
        pending.Push(rope._right!);
        var end = target.Length;
        while (pending.TryPop(out var next))
        {
            if ((next as string ?? ((Rope)next)._flat) is { } text)
            {
                end -= text.Length;
                text.CopyTo(target[end..]);
                continue;
            }

            pending.Push(((Rope)next)._left!);
            pending.Push(((Rope)next)._right!);
        }
    }
}
