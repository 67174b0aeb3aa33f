namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>Left when it is disposed of.</summary>
internal readonly ref struct Level(Run run, int levels)
{
    public void Dispose() => run.Leave(levels);
}
