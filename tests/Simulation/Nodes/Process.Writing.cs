using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>Having transitions made durable, in batches, again and again until the journal has said what became of
/// them.
/// </summary>
internal sealed partial class Process
{
    private const int WritersMax = 2;

    private readonly List<ShardOutput.Write> _toWrite = [];
    private int _writers;

    private void Write(ShardOutput.Write write)
    {
        if (_bug.ReleasesBeforeDurable)
            TakeInSoon(new ShardInput.Written([write.Number]));
        _toWrite.Add(write);
        Later(TimeSpan.Zero, Kick);
    }

    private void TakeInSoon(ShardInput input) => Later(TimeSpan.Zero, () => TakeIn(input));

    private void Kick()
    {
        if (_toWrite.Count == 0 || _writers == WritersMax)
            return;

        _writers++;
        var count = _dice.Chance(0.3) ? _dice.Between(1, _toWrite.Count) : _toWrite.Count;
        var batch = _toWrite.GetRange(0, count);
        _toWrite.RemoveRange(0, count);
        Send(batch, TimeSpan.FromMilliseconds(20));
    }

    private void Send(IReadOnlyList<ShardOutput.Write> batch, TimeSpan backoff)
    {
        if (_dice.Chance(Faults.CrashInBatch))
            Later(_dice.Milliseconds(0, 8), () => Crash("while a batch was on its way"));
        Try(
            () => _world.Database.Write(this, batch),
            done => Report(batch, done.Results, done.Refused),
            () => SendAgain(batch, backoff));
    }

    private void SendAgain(IReadOnlyList<ShardOutput.Write> batch, TimeSpan backoff)
    {
        _world.Story?.Tell(Name, $"does not learn what became of {batch.Count} writes");
        Later(backoff, () => Send(batch, backoff < TimeSpan.FromSeconds(5) ? backoff * 2 : backoff));
    }

    private void Report(
        IReadOnlyList<ShardOutput.Write> batch, IReadOnlyList<WriteResult> results, IReadOnlyList<int> refused)
    {
        if (refused.Count > 0)
        {
            LeaveOut(batch, refused);
            return;
        }

        _writers--;
        foreach (var result in results)
        {
            if (result.Refused is { } why)
                TakeIn(new ShardInput.WriteRefused(result.Number, why.Activation, why.Because, why.SameRequest)
                {
                    Changed = why.Changed,
                });
        }

        var written = results.Where(static result => result.Refused is null).Select(static result => result.Number)
            .ToArray();
        if (written.Length > 0)
            TakeIn(new ShardInput.Written(written));
        Later(TimeSpan.Zero, Kick);
    }

    /// <summary>What is for shards of another node is said to be lost; the rest is ours.</summary>
    private void LeaveOut(IReadOnlyList<ShardOutput.Write> batch, IReadOnlyList<int> shards)
    {
        Refused(shards);
        var lost = batch.Where(write => write.Transitions.Any(
            transition => shards.Contains(ActivationId.Shard(transition.Activation)))).ToArray();
        TakeIn(new ShardInput.WritesLost([.. lost.Select(static write => write.Number)]));
        ShardOutput.Write[] rest = [.. batch.Where(write => !lost.Contains(write))];
        if (rest.Length > 0)
        {
            Send(rest, TimeSpan.FromMilliseconds(20));
            return;
        }

        _writers--;
        Later(TimeSpan.Zero, Kick);
    }
}
