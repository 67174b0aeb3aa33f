using System.Collections;
using System.Globalization;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// The steps of an activation, in the order in which they were requested, and found by id. Mostly few; a loop may make
/// very many, and nothing that is asked in each of its rounds may then take longer from round to round.
/// </summary>
internal sealed class StepTable : IReadOnlyList<StepRecord>
{
    private const int FewMax = 8;

    private StepRecord[] _steps = new StepRecord[4];
    private Dictionary<string, StepRecord>? _byId;
    private Dictionary<string, StepRecord>? _lastOf;
    private Dictionary<string, int>? _repetitions;

    public int Count { get; private set; }

    public StepRecord this[int index] =>
        index < Count ? _steps[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <exception cref="KeyNotFoundException">There is no such step.</exception>
    public StepRecord this[string id] => Find(id) ?? throw new KeyNotFoundException($"There is no step '{id}'.");

    public StepRecord? Find(string id)
    {
        if (_byId is not null)
            return _byId.GetValueOrDefault(id);

        foreach (var step in _steps.AsSpan(0, Count))
        {
            if (string.Equals(step.Id, id, StringComparison.Ordinal))
                return step;
        }

        return null;
    }

    /// <summary>The id, or, where a step has it already, the id with the next number behind it.</summary>
    public string FreeId(string id)
    {
        if (Find(id) is null)
            return id;

        // Where to begin to look is remembered: it is not a fact, only quicker than to begin with the first.
        _repetitions ??= new(StringComparer.Ordinal);
        var repetition = _repetitions.GetValueOrDefault(id, 2);
        string repeated;
        while (Find(repeated = Repeated(id, repetition)) is not null)
            repetition++;

        _repetitions[id] = repetition;
        return repeated;
    }

    public void Add(StepRecord step)
    {
        if (Count == _steps.Length)
            Array.Resize(ref _steps, Count * 2);
        _steps[Count++] = step;
        if (_byId is not null)
            Index(step);
        else if (Count > FewMax)
            IndexAll();
    }

    /// <summary>What a step of the activity gave last, where it still stands.</summary>
    public bool TryGetOutput(string activity, out Values.Value output)
    {
        for (var step = LastOf(activity); step is not null; step = step.Before)
        {
            if (step.State != StepState.Succeeded || step.Activity.Id != activity)
                continue;

            output = step.Output;
            return true;
        }

        output = default;
        return false;
    }

    public IEnumerator<StepRecord> GetEnumerator() => new ArraySegment<StepRecord>(_steps, 0, Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Where the steps before it that are of the same activity can be found from.</summary>
    private StepRecord? LastOf(string activity)
    {
        if (_lastOf is not null)
            return _lastOf.GetValueOrDefault(activity);

        for (var index = Count - 1; index >= 0; index--)
        {
            if (_steps[index].Activity.Id == activity && _steps[index].State == StepState.Succeeded)
                return _steps[index];
        }

        return null;
    }

    private void IndexAll()
    {
        _byId = new(Count * 2, StringComparer.Ordinal);
        _lastOf = new(StringComparer.Ordinal);
        foreach (var step in _steps.AsSpan(0, Count))
            Index(step);
    }

    private void Index(StepRecord step)
    {
        _byId!.Add(step.Id, step);
        step.Before = _lastOf!.GetValueOrDefault(step.Activity.Id);
        _lastOf![step.Activity.Id] = step;
    }

    private static string Repeated(string id, int repetition) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}#{repetition}");
}
