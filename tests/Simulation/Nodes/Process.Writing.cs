using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>Having transitions made durable, in batches, again and again until the journal has said what became of them.
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

    private void Send(List<ShardOutput.Write> batch, TimeSpan backoff)
    {
        var isLost = _dice.Chance(Faults.BatchLost);
        var isAnswerLost = _dice.Chance(Faults.BatchAnswerLost);
        if (_dice.Chance(Faults.CrashInBatch))
            Later(_dice.Milliseconds(0, 8), () => Crash("while a batch was on its way"));

        // What was sent arrives, whatever becomes of who sent it.
        _world.Agenda.In(_dice.Milliseconds(1, 4), () =>
        {
            var results = isLost || IsDatabaseAway ? null : _world.Database.Write(this, _journal, batch);
            Later(_dice.Milliseconds(1, 4), () =>
            {
                if (results is null || isAnswerLost)
                    SendAgain(batch, backoff);
                else
                    Report(results);
            });
        });
    }

    private void SendAgain(List<ShardOutput.Write> batch, TimeSpan backoff)
    {
        _world.Story?.Tell(Name, $"does not learn what became of {batch.Count} writes");
        Later(backoff, () => Send(batch, backoff < TimeSpan.FromSeconds(1) ? backoff * 2 : backoff));
    }

    private void Report(IReadOnlyList<WriteResult> results)
    {
        _writers--;
        if (results.Count == 0)
        {
            Crash("its fencing token is not the last one");
            return;
        }

        var written = new List<long>();
        foreach (var result in results)
        {
            if (result.Refused is { } refused)
                TakeIn(new ShardInput.WriteRefused(result.Number, refused.Activation, refused.Because, refused.SameRequest));
            else
                written.Add(result.Number);
        }

        if (written.Count > 0)
            TakeIn(new ShardInput.Written(written));
        Later(TimeSpan.Zero, Kick);
    }
}
