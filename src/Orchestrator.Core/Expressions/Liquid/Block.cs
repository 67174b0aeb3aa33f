namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>How the rendering goes on after a statement.</summary>
internal enum Flow
{
    Next,

    /// <summary>With the loop's next item.</summary>
    Continue,

    /// <summary>After the loop; outside of loops, not at all.</summary>
    Break,
}

/// <summary>A part of a template that is rendered.</summary>
/// <param name="offset">Where it stands in the template.</param>
internal abstract class Statement(int offset)
{
    public int Offset => offset;

    public abstract Flow Render(Rendering rendering);
}

/// <summary>Statements, one after the other.</summary>
internal sealed class Block(IReadOnlyList<Statement> statements)
{
    public static Block Empty { get; } = new([]);

    public Flow Render(Rendering rendering)
    {
        foreach (var statement in statements)
        {
            rendering.Step();
            rendering.Offset = statement.Offset;
            var flow = statement.Render(rendering);
            if (flow != Flow.Next)
                return flow;
        }

        return Flow.Next;
    }
}
