using Orchestrator.Adapters;
using Orchestrator.Tests.Unit.Grpc;

namespace Orchestrator.Tests.Unit.Architecture;

/// <summary>What adapter authors see changes only when somebody means it to.</summary>
public sealed class AbstractionsSurfaceTests
{
    [Fact]
    public void The_public_surface_for_adapters_is_the_approved_one()
    {
        var approved = Path.Combine(
            Repository.Root, "src/Orchestrator.Adapters.Abstractions/PublicSurface.approved.txt");
        var surface = string.Join('\n', PublicSurface.Of(typeof(IAdapter).Assembly)) + "\n";

        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_APPROVE") == "1")
            File.WriteAllText(approved, surface);

        Assert.Equal(File.ReadAllText(approved), surface);
    }
}
