using System.Text.Json.Nodes;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// A folder with products that can only be provisioned, each by a workflow made by dice of the sandbox's operations.
/// </summary>
public sealed class ChangeFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new("workflows");

    public ChangeFiles(int seed, int count)
    {
        var dice = new Random(seed);
        for (var number = 0; number < count; number++)
            Write($"p{number}", [.. Steps(dice)]);
    }

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>A line, mailboxes, an account with a subscription, a number: each or none of them.</summary>
    private static IEnumerable<JsonNode> Steps(Random dice)
    {
        var device = $"access-{dice.Next(1, 3)}";
        if (dice.Next(4) > 0)
        {
            yield return Step("reserve-port", "network", "reserve-port", $$"""
                { "device": "{{device}}", "customer": {{Input("customer")}} }
                """);
            yield return Step("configure", "network", "configure-service", $$"""
                { "device": "{{device}}", "port": {{Script("getOutputFrom('reserve-port').port")}},
                  "downMbps": {{dice.Next(1, 3) * 50}}, "upMbps": 10 }
                """, lane: device);
        }

        if (dice.Next(3) > 0)
            yield return Boxes([.. new[] { "info", "office", "sales" }.Where(_ => dice.Next(2) == 0)], dice.Next(1, 3));
        if (dice.Next(3) > 0)
        {
            yield return Step("open-account", "billing", "open-account", $$"""
                { "customer": {{Input("customer")}}, "account": {{Script("'acc-' + getWorkflowInstanceId()")}},
                  "currency": "{{(dice.Next(4) == 0 ? "CHF" : "EUR")}}" }
                """);
            yield return Step("subscribe", "billing", "start-subscription", $$"""
                { "account": {{Script("getOutputFrom('open-account').account")}}, "subscription": "main",
                  "plan": "plan-{{dice.Next(2)}}", "monthlyCents": {{Input("cents")}} }
                """);
        }

        if (dice.Next(2) == 0)
            yield return Step("number", "phone", "reserve-number", $$"""
                { "customer": {{Input("customer")}}, "number": "+99910000000{{dice.Next(1, 3)}}" }
                """);
    }

    private static JsonObject Boxes(string[] names, int gigabytes) => new()
    {
        ["id"] = "boxes",
        ["type"] = "Elsa.ForEach",
        ["items"] = new JsonObject
        {
            ["typeName"] = "Object",
            ["expression"] = new JsonObject
            {
                ["type"] = "Object",
                ["value"] = new JsonArray([.. names.Select(name => (JsonNode)name)]).ToJsonString(),
            },
        },
        ["body"] = Step("create-mailbox", "mail", "create-mailbox", $$"""
            { "address": {{Script("getCurrentValue() + '@' + getInput('customer') + '.example'")}},
              "quotaMb": {{gigabytes * 1000}} }
            """),
    };

    private static JsonObject Step(string id, string adapter, string operation, string input, string? lane = null)
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["type"] = "Orchestrator.Step",
            ["adapter"] = adapter,
            ["operation"] = operation,
            ["input"] = JsonNode.Parse(input),
        };
        if (lane is not null)
            step["lane"] = lane;
        return step;
    }

    private static string Input(string name) =>
        $$"""{ "typeName": "Object", "expression": { "type": "Input", "value": { "name": "{{name}}" } } }""";

    private static string Script(string script) =>
        $$"""{ "typeName": "Object", "expression": { "type": "JavaScript", "value": "{{script}}" } }""";

    private void Write(string id, JsonNode[] steps)
    {
        Directory.CreateDirectory(Path.Combine(Folder, id));
        File.WriteAllText(Path.Combine(Folder, id, "product.json"), $$"""
            { "id": "{{id}}", "displayName": "{{id}}", "actions": { "provision": "provision.json" }, "inputs": { "type": "object", "properties": { "customer": {}, "cents": {}, "card": {} } } }
            """);
        File.WriteAllText(Path.Combine(Folder, id, "provision.json"), new JsonObject
        {
            ["definitionId"] = $"{id}-provision",
            ["name"] = id,
            ["inputs"] = JsonNode.Parse("""
                [
                  { "name": "customer", "type": "String", "required": true },
                  { "name": "cents", "type": "Int32", "defaultValue": "990" },
                  { "name": "card", "type": "String", "sensitive": true }
                ]
                """),
            ["root"] = new JsonObject
            {
                ["id"] = "all",
                ["type"] = "Elsa.Sequence",
                ["activities"] = new JsonArray(steps),
            },
        }.ToJsonString());
    }
}
