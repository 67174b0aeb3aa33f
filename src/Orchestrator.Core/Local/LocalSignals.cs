using Orchestrator.Core.Values;

namespace Orchestrator.Core.Local;

/// <summary>The external events of a local run: each is delivered when the workflow awaits it.</summary>
/// <param name="given">Names and payloads; one name may come several times, the first is delivered first.</param>
/// <param name="leavesWaiting">
/// Whether a workflow that awaits an event that is not given, or not any more, is left waiting. Otherwise it gets one
/// whose payload is null.
/// </param>
public sealed class LocalSignals(IEnumerable<(string Name, Value Payload)> given, bool leavesWaiting = false)
{
    private readonly List<(string Name, Value Payload)> _left = [.. given];

    public LocalSignals()
        : this([])
    {
    }

    /// <summary>Takes the next event of a name; false where the workflow is left waiting.</summary>
    public bool TryTake(string name, out Value payload)
    {
        var next = _left.FindIndex(signal => signal.Name == name);
        payload = next >= 0 ? _left[next].Payload : Value.Null;
        if (next < 0)
            return !leavesWaiting;

        _left.RemoveAt(next);
        return true;
    }
}
