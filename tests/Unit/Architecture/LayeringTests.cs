using System.Xml.Linq;

namespace Orchestrator.Tests.Unit.Architecture;

/// <summary>Who may know whom: dependencies point inward, and the core knows the base library alone.</summary>
public sealed class LayeringTests
{
    [Theory]
    [InlineData("src/Orchestrator.Core/Orchestrator.Core.csproj", "")]
    [InlineData("src/Orchestrator.Adapters.Abstractions/Orchestrator.Adapters.Abstractions.csproj", "")]
    [InlineData("src/Orchestrator.Engine/Orchestrator.Engine.csproj", "Orchestrator.Adapters.Abstractions Orchestrator.Core")]
    [InlineData("src/Orchestrator.Storage/Orchestrator.Storage.csproj", "Orchestrator.Engine")]
    [InlineData("adapters/Orchestrator.Adapters.Http/Orchestrator.Adapters.Http.csproj", "Orchestrator.Adapters.Abstractions Orchestrator.Adapters.Declared")]
    [InlineData("adapters/Orchestrator.Adapters.Sandbox/Orchestrator.Adapters.Sandbox.csproj", "Orchestrator.Adapters.Abstractions Orchestrator.Adapters.Declared")]
    [InlineData("adapters/Orchestrator.Adapters.Declared/Orchestrator.Adapters.Declared.csproj", "Orchestrator.Adapters.Abstractions")]
    [InlineData("adapters/Orchestrator.Adapters.Ldap/Orchestrator.Adapters.Ldap.csproj", "Orchestrator.Adapters.Abstractions Orchestrator.Adapters.Declared")]
    [InlineData("adapters/Orchestrator.Adapters.Mail/Orchestrator.Adapters.Mail.csproj", "Orchestrator.Adapters.Abstractions Orchestrator.Adapters.Declared")]
    [InlineData("adapters/Orchestrator.Adapters.Netconf/Orchestrator.Adapters.Netconf.csproj", "Orchestrator.Adapters.Abstractions Orchestrator.Adapters.Declared")]
    [InlineData("adapters/Orchestrator.Adapters.Exec/Orchestrator.Adapters.Exec.csproj", "Orchestrator.Adapters.Abstractions Orchestrator.Adapters.Declared")]
    public void A_project_knows_these_projects_and_no_others(string project, string known)
    {
        var references = Read(project, "ProjectReference").Select(
            path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Assert.Equal(known, string.Join(' ', references.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_core_uses_no_package_but_the_analyzer_that_keeps_it_pure()
    {
        Assert.Equal(
            ["Microsoft.CodeAnalysis.BannedApiAnalyzers"],
            Read("src/Orchestrator.Core/Orchestrator.Core.csproj", "PackageReference"));
        Assert.Empty(Read(
            "src/Orchestrator.Adapters.Abstractions/Orchestrator.Adapters.Abstractions.csproj", "PackageReference"));
    }

    [Fact]
    public void The_cores_rules_of_purity_are_in_force()
    {
        var banned = File.ReadAllText(Path.Combine(Repository.Root, "BannedSymbols.txt"));

        Assert.All(
            ["System.IO", "System.Threading.Tasks", "System.DateTimeOffset.UtcNow", "System.Random", "System.Guid.NewGuid"],
            symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
        Assert.Contains("BannedSymbols.txt", File.ReadAllText(
            Path.Combine(Repository.Root, "src/Orchestrator.Core/Orchestrator.Core.csproj")), StringComparison.Ordinal);
    }

    private static string[] Read(string project, string element) =>
        [.. XDocument.Load(Path.Combine(Repository.Root, project)).Descendants(element).Select(
            item => item.Attribute("Include")!.Value)];
}
