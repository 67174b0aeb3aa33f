namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>What is to run when the program has run so far: what waits for promises.</summary>
internal sealed class Jobs(Run run)
{
    private readonly Queue<Action> _waiting = [];

    public void Add(Action job)
    {
        run.Allocate(128);
        run.CheckItems(_waiting.Count + 1);
        _waiting.Enqueue(job);
    }

    /// <returns>Whether there was one.</returns>
    public bool RunNext()
    {
        if (!_waiting.TryDequeue(out var job))
            return false;

        run.Step(5);
        job();
        return true;
    }
}
