namespace Orchestrator.Core.Workflows.Reading;

/// <summary>
/// A tree, or several, that grows by leaves and answers in logarithmic time who lies within whom: each node keeps,
/// beside its parent, a jump to an ancestor further up, such that some jump is always about half way.
/// </summary>
internal sealed class Ancestry
{
    public const int None = -1;

    private readonly List<(int Parent, int Jump, int Depth)> _nodes = [];

    /// <summary>A new leaf.</summary>
    /// <param name="parent">A node, or <see cref="None"/> for a root.</param>
    /// <returns>Its number; they count from 0.</returns>
    public int Add(int parent)
    {
        if (parent == None)
        {
            _nodes.Add((None, None, 0));
            return _nodes.Count - 1;
        }

        // Two jumps of the same length, one after the other, become one; else a jump is a single step.
        var (_, jump, depth) = _nodes[parent];
        var isDouble = jump != None && _nodes[jump].Jump != None
            && depth - _nodes[jump].Depth == _nodes[jump].Depth - _nodes[_nodes[jump].Jump].Depth;
        _nodes.Add((parent, isDouble ? _nodes[jump].Jump : parent, depth + 1));
        return _nodes.Count - 1;
    }

    public int Parent(int node) => _nodes[node].Parent;

    public int Depth(int node) => _nodes[node].Depth;

    /// <summary>Whether one node is another, or below it.</summary>
    public bool IsWithin(int node, int outer) => Depth(node) >= Depth(outer) && Lift(node, Depth(outer)) == outer;

    /// <summary>The deepest node that both are within; <see cref="None"/> where they are in different trees.</summary>
    public int Common(int one, int other)
    {
        var depth = Math.Min(Depth(one), Depth(other));
        one = Lift(one, depth);
        other = Lift(other, depth);
        while (one != other)
        {
            // At the same depth jumps are equally long.
            var (near, far) = (_nodes[one], _nodes[other]);
            (one, other) = near.Jump != far.Jump ? (near.Jump, far.Jump) : (near.Parent, far.Parent);
        }

        return one;
    }

    private int Lift(int node, int depth)
    {
        while (Depth(node) > depth)
        {
            var (parent, jump, _) = _nodes[node];
            node = Depth(jump) >= depth ? jump : parent;
        }

        return node;
    }
}
