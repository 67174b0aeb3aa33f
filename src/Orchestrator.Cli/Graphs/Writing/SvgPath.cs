using System.Globalization;
using System.Text;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Writing;

/// <summary>A way in straight pieces as an SVG path with rounded corners.</summary>
internal static class SvgPath
{
    private const double Radius = 6;

    public static string Of(IReadOnlyList<Spot> spots, Func<int, double> x, Func<int, double> y)
    {
        var path = new StringBuilder();
        Add(path, "M", x(spots[0].X), y(spots[0].Y));
        for (var index = 1; index < spots.Count - 1; index++)
        {
            var (before, corner, after) = (spots[index - 1], spots[index], spots[index + 1]);
            if (before.X == after.X || before.Y == after.Y) continue;

            var (cornerX, cornerY) = (x(corner.X), y(corner.Y));
            Add(path, "L", Towards(cornerX, x(before.X)), Towards(cornerY, y(before.Y)));
            Add(path, "Q", cornerX, cornerY);
            Add(path, " ", Towards(cornerX, x(after.X)), Towards(cornerY, y(after.Y)));
        }

        Add(path, "L", x(spots[^1].X), y(spots[^1].Y));
        return path.ToString();
    }

    private static double Towards(double from, double to) =>
        from + Math.Sign(to - from) * Math.Min(Radius, Math.Abs(to - from) / 2);

    private static void Add(StringBuilder path, string letter, double x, double y) =>
        path.Append(CultureInfo.InvariantCulture, $"{letter}{x:0.##} {y:0.##}");
}
