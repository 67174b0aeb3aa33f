using System.Collections.Concurrent;
using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Loop;

/// <summary>What has happened and the loop has not taken in yet. Any thread puts in; the loop takes out.</summary>
internal sealed class Inbox
{
    private readonly ConcurrentQueue<ShardInput> _inputs = new();
    private readonly ConcurrentQueue<ShardInput> _first = new();
    private Action _run = static () => { };

    public int Count => _inputs.Count + _first.Count;

    public bool IsEmpty => _inputs.IsEmpty && _first.IsEmpty;

    /// <summary>Who works the inbox off; set once, before anything is put in.</summary>
    public void Serve(Action run) => _run = run;

    /// <summary>
    /// Puts in without waking anybody: for threads that are on their way to <see cref="Run"/>, or in the loop's hands.
    /// </summary>
    public void Put(ShardInput input) => _inputs.Enqueue(input);

    /// <summary>
    /// Puts in before everything else that waits, after what was put in like this before; wakes nobody.
    /// </summary>
    public void PutFirst(ShardInput input) => _first.Enqueue(input);

    /// <summary>Puts in, and works the inbox off on this thread unless another one is at it.</summary>
    public void Post(ShardInput input)
    {
        _inputs.Enqueue(input);
        _run();
    }

    public void Run() => _run();

    public bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out ShardInput input) =>
        (!_first.IsEmpty && _first.TryDequeue(out input)) || _inputs.TryDequeue(out input);
}
