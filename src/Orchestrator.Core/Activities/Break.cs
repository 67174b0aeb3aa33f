using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.Break: the nearest loop around it ends when its round does; the sequences on the way there, and the flowchart
/// that it is in, end at once.
/// </summary>
public sealed class Break(ActivityHeader header) : Activity(header)
{
    public override bool IsTerminal => true;

    internal override void Run(Burst burst, Turn turn)
    {
        var frames = new List<int>();
        for (var frame = turn.Parent; frame is not null; frame = frame.Parent)
        {
            var isLoop = frame.Activity is While or For or ForEach;
            if (isLoop || frame.Activity is Sequence)
                frames.Add(frame.Id);
            if (isLoop)
                break;
        }

        if (frames.Count > 0)
            burst.Emit(new BreakReached(Id, [.. frames]));
        burst.End(this, turn.Parent);
    }
}
