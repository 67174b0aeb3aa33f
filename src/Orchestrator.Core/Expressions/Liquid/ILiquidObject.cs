using System.Collections;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>What has members that templates find by name.</summary>
internal interface ILiquidObject
{
    IEnumerable<string> Names { get; }

    /// <summary>Null where there is none of that name.</summary>
    LiquidValue? Find(string name);
}

/// <summary>A JSON object.</summary>
internal sealed class JsonObjectMembers(Members members) : ILiquidObject
{
    public IEnumerable<string> Names => members.Select(member => member.Name);

    public LiquidValue? Find(string name) =>
        members.TryGet(name, out var value) ? LiquidValue.From(value) : null;
}

/// <summary>The items of a JSON array, each converted when it is asked for.</summary>
internal sealed class JsonItems(Value array) : IReadOnlyList<LiquidValue>
{
    public int Count => array.Items.Length;

    public LiquidValue this[int index] => LiquidValue.From(array.Items[index]);

    public IEnumerator<LiquidValue> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
