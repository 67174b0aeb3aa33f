namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>What the body of a loop finds: its item, and <c>forloop</c>.</summary>
internal sealed class LoopNames(string name, int length, LoopNames? outer)
{
    private LiquidValue _item = LiquidValue.Nil;
    private int _index;

    public void Next(LiquidValue item)
    {
        _item = item;
        _index++;
    }

    /// <summary>A name as the body writes it; null where the loop has none of that name.</summary>
    public LiquidValue? Find(string asked) => asked == name ? _item : asked switch
    {
        "forloop" => LiquidValue.Of(new Facts(this)),
        "parentloop" when outer is not null => LiquidValue.Of(new Facts(outer)),
        _ => null,
    };

    private LiquidValue? Fact(string fact) => fact switch
    {
        "first" => LiquidValue.Of(_index == 1),
        "index" => LiquidValue.Of(_index),
        "index0" => LiquidValue.Of(_index - 1),
        "last" => LiquidValue.Of(_index == length),
        "length" => LiquidValue.Of(length),
        "parentloop" => outer is null ? LiquidValue.Nil : LiquidValue.Of(new Facts(outer)),
        "rindex" => LiquidValue.Of(length - _index + 1),
        "rindex0" => LiquidValue.Of(length - _index),
        _ => null,
    };

    /// <summary>What <c>forloop</c> tells of the loop as it stands.</summary>
    private sealed class Facts(LoopNames loop) : ILiquidObject
    {
        public IEnumerable<string> Names =>
            ["first", "index", "index0", "last", "length", "parentloop", "rindex", "rindex0"];

        public LiquidValue? Find(string name) => loop.Fact(name);
    }
}
