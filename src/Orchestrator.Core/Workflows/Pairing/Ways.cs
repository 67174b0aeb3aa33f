using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>What ran on a way, the last first.</summary>
internal sealed record Trail(string Text, Trail? Before)
{
    private const int LengthMax = 40;

    public static ImmutableArray<string> ToPath(Trail? last)
    {
        var path = new Stack<string>();
        for (var one = last; one is not null; one = one.Before)
            path.Push(one.Text);
        return path.Count <= LengthMax
            ? [.. path]
            : [.. path.Take(LengthMax / 2), "...", .. path.TakeLast(LengthMax / 2)];
    }
}

/// <summary>
/// The ways through a part of a workflow: for each set of marked steps that can have run on one, how it went. Ways that
/// differ in nothing else are one.
/// </summary>
internal sealed class Ways
{
    /// <summary>More ways than this are put together to one that is no better than any of them.</summary>
    private const int CountMax = 2_048;

    private readonly bool _areLeast;
    private Dictionary<UInt128, Trail?> _byMarks = [];

    /// <param name="areLeast">Ways put together have run what all of them have; else what any of them has.</param>
    public Ways(bool areLeast) => _areLeast = areLeast;

    public IReadOnlyDictionary<UInt128, Trail?> All => _byMarks;

    public bool None => _byMarks.Count == 0;

    public Ways Empty() => new(_areLeast);

    public Ways One(UInt128 marks, Trail? trail)
    {
        var one = Empty();
        one.Add(marks, trail);
        return one;
    }

    public void Add(UInt128 marks, Trail? trail)
    {
        if (!_byMarks.TryAdd(marks, trail) || _byMarks.Count <= CountMax)
            return;

        var all = _byMarks.Keys.Aggregate((so, one) => _areLeast ? so & one : so | one);
        _byMarks = new Dictionary<UInt128, Trail?> { [all] = new Trail("...", Before: null) };
    }

    public void Add(Ways others)
    {
        foreach (var (marks, trail) in others.All)
            Add(marks, trail);
    }

    public Ways Or(Ways others)
    {
        var both = Empty();
        both.Add(this);
        both.Add(others);
        return both;
    }

    /// <summary>All of them go on by something that has a mark, or none.</summary>
    public Ways Then(string text, UInt128 mark = default)
    {
        var after = Empty();
        foreach (var (marks, trail) in All)
            after.Add(marks | mark, new Trail(text, trail));
        return after;
    }
}
