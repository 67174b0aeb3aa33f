using System.Text.RegularExpressions;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Documents;

public sealed partial class LinkTests
{
    public static TheoryData<string> Documents { get; } = new(
        Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_to_a_file(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var targets = Link().Matches(File.ReadAllText(Repository.PathOf(document)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'));

        Assert.DoesNotContain(targets, target => !Path.Exists(Path.Combine(folder, target.Split('#')[0])));
    }

    [Fact]
    public void Every_test_that_the_readme_names_exists()
    {
        var named = NamedTest().Matches(File.ReadAllText(Repository.PathOf("README.md")));

        Assert.True(named.Count >= 8, "Each promise names a test.");
        Assert.Empty(named
            .Where(match => !File.ReadAllText(Repository.PathOf(match.Groups["file"].Value))
                .Contains($" {match.Groups["test"].Value}(", StringComparison.Ordinal))
            .Select(match => match.Value));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[(?<test>\w+_\w+)\]\((?<file>tests/[^)\s]+)\)")]
    private static partial Regex NamedTest();
}
