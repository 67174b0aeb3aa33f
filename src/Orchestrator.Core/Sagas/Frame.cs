using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>An activity that has begun and not ended: its place in the tree, and what it remembers.</summary>
public sealed class Frame(int id, Activity activity, Frame? parent)
{
    private FrameMemory? _memory;

    public int Id { get; } = id;

    public Activity Activity { get; } = activity;

    public Frame? Parent { get; } = parent;

    /// <summary>The number of the round or iteration that runs, from 0; -1 where there is none.</summary>
    public int Item { get; internal set; } = -1;

    /// <summary>Whether this is one of several iterations of its activity, side by side.</summary>
    public bool IsIteration { get; internal init; }

    /// <summary>The id of the step that runs in it, or null.</summary>
    public string? Step { get; internal set; }

    /// <summary>Until when it waits; null where it does not wait for a time.</summary>
    public DateTimeOffset? Until => _memory?.Until;

    /// <summary>The external event it waits for, or null.</summary>
    public string? Signal => _memory?.Signal;

    /// <summary>Why it faulted; null where it did not.</summary>
    public StepError? Fault => _memory?.Fault;

    /// <summary>Whether it ends when what runs in it ends: an Elsa.Break was reached.</summary>
    public bool IsBreaking => _memory is { IsBreaking: true };

    /// <summary>The activity's id with the items of the loops around it: configure-port[2].</summary>
    public string PathId => Activity.Id + ItemsFrom(Parent);

    /// <summary>What it remembers; most frames, those of steps, remember nothing.</summary>
    internal FrameMemory Memory => _memory ??= new();

    /// <summary>The same; null where it remembers nothing.</summary>
    internal FrameMemory? MemoryIfAny => _memory;

    /// <summary>Frames within this one.</summary>
    internal int Children { get; set; }

    /// <summary>Activities about to begin in it, in the burst that runs; 0 between bursts.</summary>
    internal int Queued { get; set; }

    /// <summary>Whether nothing runs, waits or is about to begin in it.</summary>
    internal bool IsIdle => Children + Queued == 0;

    /// <summary>The items of the loops around an activity that runs in a frame: [2][0], the outermost first.</summary>
    internal static string ItemsFrom(Frame? parent)
    {
        var items = "";
        for (var frame = parent; frame is not null; frame = frame.Parent)
        {
            if (frame.Item >= 0)
                items = string.Create(CultureInfo.InvariantCulture, $"[{frame.Item}]{items}");
        }

        return items;
    }
}

/// <summary>What a frame remembers beside its place.</summary>
internal sealed class FrameMemory
{
    public DateTimeOffset? Until { get; set; }

    public string? Signal { get; set; }

    public StepError? Fault { get; set; }

    public bool IsBreaking { get; set; }

    /// <summary>The tokens of a flowchart that moves them; null for none.</summary>
    public TokenTable? Tokens { get; set; }

    /// <summary>The round's item.</summary>
    public Value ItemValue { get; set; }

    /// <summary>Values of the activity's variables that differ from their defaults, by id; null for none.</summary>
    public Dictionary<string, Value>? Variables { get; set; }

    /// <summary>What a flowchart remembers of its joins; null for nothing.</summary>
    public ChartVisits? Visits { get; set; }
}

/// <summary>A copy of the flow, as data: frames, variables and outputs.</summary>
public sealed record FlowSnapshot(
    int NextFrame,
    IReadOnlyList<FrameSnapshot> Frames,
    IReadOnlyDictionary<string, Value>? Variables,
    IReadOnlyDictionary<string, Value>? SignalResults,
    IReadOnlyDictionary<string, Value>? Outputs,
    Value LastResult);

/// <summary>A frame as data.</summary>
public sealed record FrameSnapshot(int Id, string Activity, int Parent)
{
    public int? Item { get; init; }

    public bool IsIteration { get; init; }

    public Value ItemValue { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Signal { get; init; }

    public string? Step { get; init; }

    /// <summary>Whether an Elsa.Break was reached within.</summary>
    public bool IsBreaking { get; init; }

    /// <summary>Why its activity had faulted, and waited for a person; null where it had not.</summary>
    public StepError? Fault { get; init; }

    /// <summary>The tokens of a flowchart: connection, tokens, and tokens that take one away.</summary>
    public IReadOnlyList<int[]>? Tokens { get; init; }

    public IReadOnlyDictionary<string, Value>? Variables { get; init; }

    /// <summary>Connection, visits, and 1 where it was followed last.</summary>
    public IReadOnlyList<int[]>? Visits { get; init; }

    public IReadOnlyDictionary<string, int>? ActivityVisits { get; init; }
}
