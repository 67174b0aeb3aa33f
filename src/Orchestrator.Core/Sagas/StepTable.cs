namespace Orchestrator.Core.Sagas;

/// <summary>The steps of an activation, in the order in which they were requested, and found by id.</summary>
internal sealed class StepTable
{
    private const int FewMax = 8;

    private readonly List<StepRecord> _steps = new(4);
    private Dictionary<string, StepRecord>? _byId;

    public IReadOnlyList<StepRecord> InOrder => _steps;

    /// <exception cref="KeyNotFoundException">There is no such step.</exception>
    public StepRecord this[string id] => Find(id) ?? throw new KeyNotFoundException($"There is no step '{id}'.");

    public StepRecord? Find(string id)
    {
        if (_byId is not null)
            return _byId.GetValueOrDefault(id);

        foreach (var step in _steps)
        {
            if (string.Equals(step.Id, id, StringComparison.Ordinal))
                return step;
        }

        return null;
    }

    public void Add(StepRecord step)
    {
        _steps.Add(step);
        if (_byId is not null)
            _byId.Add(step.Id, step);
        else if (_steps.Count > FewMax)
            _byId = _steps.ToDictionary(one => one.Id, StringComparer.Ordinal);
    }

    /// <summary>What a step of the activity gave last, where it still stands.</summary>
    public bool TryGetOutput(string activity, out Values.Value output)
    {
        for (var index = _steps.Count - 1; index >= 0; index--)
        {
            var step = _steps[index];
            if (step.State != StepState.Succeeded || step.Activity.Id != activity)
                continue;

            output = step.Output;
            return true;
        }

        output = default;
        return false;
    }
}
