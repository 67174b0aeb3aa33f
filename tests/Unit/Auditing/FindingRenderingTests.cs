using System.Security.Cryptography;
using Orchestrator.Engine;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Audits;

namespace Orchestrator.Tests.Unit.Auditing;

public sealed class FindingRenderingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_sealed_is_shown_as_nothing_but_stars()
    {
        var token = new Sealer(RandomNumberGenerator.GetBytes(Sealer.KeySize)).Seal("4111-1111");
        var finding = new Finding(FindingKind.Stuck, "", "", "", "", "s-1")
        {
            Summary = $"It waits: card {token} was refused.",
            Evidence =
            [
                new Evidence(
                    EvidenceSide.Activation,
                    $"Card {token} was refused.",
                    new Dictionary<string, string> { ["card"] = token }),
            ],
        };

        var shown = FindingRendering.Render(new KeptFinding("f", finding, FindingState.Open, Noon, Noon, 1));

        Assert.Equal("It waits: card *** was refused.", shown.Summary);
        var evidence = Assert.Single(shown.Evidence);
        Assert.Equal(("Card *** was refused.", "***"), (evidence.Text, evidence.Facts["card"]));
    }
}
