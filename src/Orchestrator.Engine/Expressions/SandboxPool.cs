using System.Collections.Concurrent;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Expressions;

/// <summary>Engines that wait to be used again: making one takes as long as a dozen runs.</summary>
internal sealed class SandboxPool(ScriptLimits limits)
{
    private readonly ConcurrentBag<Sandbox> _idle = [];
    private readonly int _idleMax = Environment.ProcessorCount * 2;

    public Value Run(JintScript script, IScope scope)
    {
        if (!_idle.TryTake(out var sandbox))
            sandbox = new Sandbox(limits);

        // One that a run broke off in is not used again: nobody knows what is left in it.
        var value = sandbox.Run(script, scope);
        if (_idle.Count < _idleMax)
            _idle.Add(sandbox);
        return value;
    }
}
