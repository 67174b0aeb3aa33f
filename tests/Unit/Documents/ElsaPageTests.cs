using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Documents;

/// <summary>The page of differences from Elsa names what holds each of them.</summary>
public sealed class ElsaPageTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Repository.PathOf("docs/elsa.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith(
                "| in Elsa", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray()),
    ];

    [Fact]
    public void Each_difference_has_a_reason_and_a_test()
    {
        Assert.True(Rows.Length > 40);
        Assert.All(
            Rows, row => Assert.True(row.Length == 4 && row.All(cell => cell.Length > 0), string.Join(" | ", row)));
    }

    [Fact]
    public void Each_test_that_is_named_is_there()
    {
        var classes = Directory.GetFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(Rows, row => Assert.All(row[3].Split(", "), name => Assert.Contains(name, classes)));
    }
}
