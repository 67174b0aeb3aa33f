namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>
/// Gives the wires between two layers their rows, so that none runs along another: from the top, each row takes from
/// the left what still fits and has nothing waiting above it.
/// </summary>
internal static class Tracks
{
    /// <returns>How many rows are needed.</returns>
    public static int Assign(IEnumerable<Wire> wires)
    {
        var waiting = wires.Where(wire => !wire.IsStraight)
            .OrderBy(wire => wire.Left)
            .ThenBy(wire => wire.Right)
            .ToList();
        var track = 0;
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(wire => !waiting.Any(other => other.MustBeAbove(wire))).ToList();

            // Two that must each be above the other: they will touch, which is better than not to be drawn.
            if (ready.Count == 0) ready.Add(waiting[0]);

            var right = int.MinValue;
            foreach (var wire in ready.Where(wire => wire.Left > right + 1 || right == int.MinValue))
            {
                wire.Track = track;
                right = wire.Right;
                waiting.Remove(wire);
            }

            track++;
        }

        return track;
    }
}
