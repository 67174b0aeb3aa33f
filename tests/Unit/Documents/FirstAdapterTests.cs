using System.Text.RegularExpressions;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Documents;

/// <summary>The adapter that docs/adapters.md shows.</summary>
public sealed partial class FirstAdapterTests
{
    [Fact]
    public void The_document_shows_the_example_as_it_is()
    {
        var example = string.Concat(Directory
            .GetFiles(Repository.PathOf("adapters/examples/csharp/Notes"), "*.cs")
            .Select(File.ReadAllText));

        var shown = Code().Matches(File.ReadAllText(Repository.PathOf("docs/adapters.md")));

        Assert.NotEmpty(shown);
        Assert.All(shown, code => Assert.Contains(code.Groups[1].Value.TrimEnd(), example, StringComparison.Ordinal));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
