using System.Collections;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// Steps with a call pending, under way, waiting for its next attempt, or unknown, in the order in which they became
/// so: mostly one, for which there is a place without a list.
/// </summary>
internal sealed class OpenSteps : IReadOnlyList<StepRecord>
{
    private StepRecord? _first;
    private List<StepRecord>? _more;

    public int Count => _first is null ? 0 : 1 + (_more?.Count ?? 0);

    public StepRecord this[int index] => index == 0
        ? _first ?? throw new ArgumentOutOfRangeException(nameof(index))
        : _more![index - 1];

    public bool Contains(StepRecord step) => _first == step || _more?.Contains(step) == true;

    public void Add(StepRecord step)
    {
        if (_first is null)
            _first = step;
        else
            (_more ??= []).Add(step);
    }

    public void Remove(StepRecord step)
    {
        if (_first != step)
        {
            _more?.Remove(step);
            return;
        }

        _first = null;
        if (_more is not { Count: > 0 })
            return;

        _first = _more[0];
        _more.RemoveAt(0);
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<StepRecord> IEnumerable<StepRecord>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through them without leaving anything behind.</summary>
    public struct Enumerator(OpenSteps steps) : IEnumerator<StepRecord>
    {
        private int _index = -1;

        public readonly StepRecord Current => steps[_index];

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < steps.Count;

        public void Reset() => _index = -1;

        public readonly void Dispose()
        {
        }
    }
}
