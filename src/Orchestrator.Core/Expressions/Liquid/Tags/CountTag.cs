using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary>
/// <c>increment name</c> writes 0, 1, 2 ...; <c>decrement name</c> writes -1, -2 ...: counters of their own, apart from
/// what is assigned.
/// </summary>
internal sealed class CountTag(int offset, string name, bool isUp) : Statement(offset)
{
    public static Statement Parse(Tag tag, bool isUp)
    {
        var name = tag.Cursor.TakeName() ?? "";
        tag.Cursor.ExpectEnd();
        return new CountTag(tag.Offset, name, isUp);
    }

    public override Flow Render(Rendering rendering)
    {
        var key = $"count {name}";
        var count = rendering.Count(key);
        rendering.SetCount(key, isUp ? count + 1 : count - 1);
        rendering.Output.Append((isUp ? count : count - 1).ToString(CultureInfo.InvariantCulture));
        return Flow.Next;
    }
}
