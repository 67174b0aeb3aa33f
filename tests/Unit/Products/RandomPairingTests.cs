using System.Text.Json.Nodes;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Pairing;
using Orchestrator.Core.Workflows.Proposing;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Expressions;

namespace Orchestrator.Tests.Unit.Products;

/// <summary>Random provisionings: what is proposed for them gives back all, and nothing of it is too much.</summary>
public sealed class RandomPairingTests
{
    private const int Rounds = 300;

    private static readonly WorkflowReaderOptions Options = new(new PairingTests.Catalog(), ScriptLanguages.All);

    [Fact]
    public void What_is_proposed_gives_back_all_that_a_random_provisioning_takes()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var source = new RandomProvisioning(seed).Write();
            var provision = Plan(source, seed);

            var proposal = Propose(source, provision);

            Assert.True(proposal.Missing.IsEmpty, $"Seed {seed}: {string.Join(" ", proposal.Missing)}");
            var findings = PairingTests.PairingFindings(provision, Plan(proposal.Content, seed));
            Assert.True(findings.Count == 0, $"Seed {seed}: {string.Join("; ", findings)}\n{source}\n{proposal.Content}");
        }
    }

    [Fact]
    public void Without_any_one_of_its_steps_or_with_it_under_a_condition_it_no_longer_does()
    {
        var changed = 0;
        for (var seed = 0; seed < Rounds; seed++)
        {
            var source = new RandomProvisioning(seed).Write();
            var provision = Plan(source, seed);
            var proposal = Propose(source, provision).Content;
            var count = Steps(JsonNode.Parse(proposal)!).Count;
            for (var index = 0; index < count; index++)
            {
                foreach (var isRemoved in (bool[])[true, false])
                {
                    var less = JsonNode.Parse(proposal)!;
                    Weaken(Steps(less)[index], isRemoved);
                    var findings = PairingTests.PairingFindings(provision, Plan(less.ToJsonString(), seed));
                    Assert.True(
                        findings.Count > 0, $"Seed {seed}, step {index}, removed: {isRemoved}\n{source}\n{less}");
                    changed++;
                }
            }
        }

        Assert.True(changed > Rounds);
    }

    private static void Weaken(JsonObject step, bool isRemoved)
    {
        var copy = step.DeepClone();
        var id = (string)step["id"]!;
        foreach (var name in step.Select(member => member.Key).ToArray())
            step.Remove(name);
        step["id"] = $"weak-{id}";
        step["type"] = isRemoved ? "Elsa.WriteLine" : "Elsa.If";
        if (isRemoved)
            step["text"] = "nothing";
        else
        {
            step["condition"] = JsonNode.Parse(
                """{ "typeName": "Boolean", "expression": { "type": "Input", "value": { "name": "sometimes" } } }""");
            step["then"] = copy;
        }
    }

    private static DeprovisionProposal Propose(string source, WorkflowPlan provision) => DeprovisionProposal.Of(
        "product", source, provision, new PairingTests.Catalog(), new HashSet<string>());

    private static WorkflowPlan Plan(string content, int seed)
    {
        var read = WorkflowReader.Read(content, Options, 1);
        Assert.True(
            read.IsValid, $"Seed {seed}: {string.Join("; ", read.Diagnostics.Select(one => one.Message))}\n{content}");
        return read.Plan!;
    }

    private static List<JsonObject> Steps(JsonNode node) => node switch
    {
        JsonObject it when (string?)it["type"] == "Orchestrator.Step" => [it],
        JsonObject it => [.. it.SelectMany(member => member.Value is { } value ? Steps(value) : [])],
        JsonArray it => [.. it.OfType<JsonNode>().SelectMany(Steps)],
        _ => [],
    };
}
