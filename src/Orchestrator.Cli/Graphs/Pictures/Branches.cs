using Orchestrator.Cli.Pages;

namespace Orchestrator.Cli.Graphs.Pictures;

/// <summary>A branch: what it is taken for, and what happens in it.</summary>
internal sealed record Branch(string Label, Picture Picture);

/// <summary>A head with branches side by side beneath it, which come together again.</summary>
internal static class Branches
{
    private const int Gap = 3;

    // Beneath the head: a line down, the line across, the labels, the arrows.
    private const int Fan = 4;

    /// <param name="head">What decides.</param>
    /// <param name="branches">One or more.</param>
    public static Picture Of(Picture head, IReadOnlyList<Branch> branches)
    {
        var lefts = new int[branches.Count];
        var right = 0;
        for (var index = 0; index < branches.Count; index++)
        {
            lefts[index] = right;
            right += Width(branches[index]) + Gap;
        }

        var axis = (Enter(branches, lefts, 0) + Enter(branches, lefts, branches.Count - 1)) / 2;
        var shift = Math.Max(0, head.In - axis);
        axis += shift;
        for (var index = 0; index < lefts.Length; index++) lefts[index] += shift;

        var top = head.Height + Fan;
        var bottom = top + branches.Max(branch => branch.Picture.Height) + 1;
        var marks = new List<Mark>(head.At(axis - head.In, 0));
        var fork = new Net();
        for (var index = 0; index < branches.Count; index++)
        {
            var enter = Enter(branches, lefts, index);
            marks.Add(new LineMark(
                [new(axis, head.Height), new(axis, head.Height + 1), new(enter, head.Height + 1), new(enter, top - 1)],
                HasArrow: !branches[index].Picture.BeginsWithLine,
                fork));
            if (branches[index].Label.Length > 0)
            {
                marks.Add(new LabelMark(new(enter + 2, head.Height + 2), branches[index].Label));
            }

            marks.AddRange(branches[index].Picture.At(lefts[index], top));
        }

        var exit = Join(branches, lefts, axis, top, bottom, marks);
        var width = Math.Max(axis - head.In + head.Width, right - Gap + shift);
        return new(width, bottom + 1, axis, exit, [.. marks]) { BeginsWithLine = head.BeginsWithLine };
    }

    private static int? Join(
        IReadOnlyList<Branch> branches, int[] lefts, int axis, int top, int bottom, List<Mark> marks)
    {
        var exits = branches
            .Select((branch, index) => (Column: lefts[index] + branch.Picture.Out, branch.Picture.Height))
            .Where(exit => exit.Column is not null)
            .Select(exit => (Column: exit.Column!.Value, exit.Height))
            .ToList();
        if (exits.Count == 0) return null;

        // Beneath the head, but rather straight beneath a branch than a step aside of it.
        var nearest = exits.MinBy(exit => Math.Abs(exit.Column - axis)).Column;
        var together = exits.Count == 1 || Math.Abs(nearest - axis) <= 2 ? nearest : axis;
        var join = new Net();
        foreach (var (column, height) in exits)
        {
            marks.Add(new LineMark(
                [new(column, top + height), new(column, bottom), new(together, bottom), new(together, bottom + 1)],
                HasArrow: false,
                join));
        }

        return together;
    }

    private static int Width(Branch branch) => Math.Max(
        branch.Picture.Width,
        branch.Label.Length == 0 ? 0 : branch.Picture.In + 2 + Plain.Width(branch.Label));

    private static int Enter(IReadOnlyList<Branch> branches, int[] lefts, int index) =>
        lefts[index] + branches[index].Picture.In;
}
