using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>The table of commands that one node sends to another: a row stays until its asker has taken the answer out.
/// </summary>
internal sealed class CommandRows
{
    private readonly SortedDictionary<long, (SentCommand Sent, string? Answer)> _rows = [];
    private long _lastNumber;

    public bool IsEmpty => _rows.Count == 0;

    public long Send(long asker, long activation, string content)
    {
        _rows.Add(++_lastNumber, (new SentCommand(_lastNumber, activation, asker, content), null));
        return _lastNumber;
    }

    /// <summary>Those for these shards that nobody has answered, oldest first.</summary>
    public IReadOnlyList<SentCommand> Read(IReadOnlyList<int> shards) =>
    [
        .. _rows.Values.Where(row => row.Answer is null && shards.Contains(ActivationId.Shard(row.Sent.Activation)))
            .Select(static row => row.Sent),
    ];

    public void Answer(SentCommand command, string answer)
    {
        if (_rows.TryGetValue(command.Number, out var row) && row.Answer is null)
            _rows[command.Number] = (command, answer);
    }

    public IReadOnlyList<(long Number, string Content)> Take(long asker)
    {
        var answered = _rows.Values.Where(row => row.Sent.Asker == asker && row.Answer is not null).ToArray();
        foreach (var (sent, _) in answered)
            _rows.Remove(sent.Number);
        return [.. answered.Select(static row => (row.Sent.Number, row.Answer!))];
    }

    /// <summary>Of askers that are no more: nobody takes their answers.</summary>
    public void Forget(long asker)
    {
        foreach (var number in _rows.Where(
            row => row.Value.Sent.Asker == asker).Select(static row => row.Key).ToArray())
            _rows.Remove(number);
    }
}
