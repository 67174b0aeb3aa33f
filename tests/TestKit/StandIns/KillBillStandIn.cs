using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.StandIns;

/// <summary>
/// Stands in for Kill Bill: what killbill.github.io/slate says of subscriptions, authentication and audit headers, and no
/// more. It refuses whatever is not documented there.
/// </summary>
public sealed class KillBillStandIn : IStandIn
{
    public const string Account = "581d86fc-7cfc-46f2-b6d4-4dbc1d98beb3";
    private const string Subscriptions = "/1.0/kb/subscriptions";
    private static readonly string[] Plans = ["basic-monthly", "super-monthly"];
    private static readonly string[] Policies = ["IMMEDIATE", "END_OF_TERM"];

    private readonly List<JsonObject> _subscriptions = [];

    public IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>
    {
        ["user"] = "admin-of-billing",
        ["password"] = "a-password-nobody-guesses",
        ["apiKey"] = "tenant-bob",
        ["apiSecret"] = "secret-of-lazar",
    };

    public string World() => string.Join('\n', _subscriptions
        .Where(subscription => (string)subscription["state"]! != "CANCELLED").Select(subscription => subscription.ToJsonString()));

    public Reply Answer(Received request)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Secrets["user"]}:{Secrets["password"]}"));
        if (request.Header("Authorization") != $"Basic {basic}"
            || request.Header("X-Killbill-ApiKey") != Secrets["apiKey"]
            || request.Header("X-Killbill-ApiSecret") != Secrets["apiSecret"])
            return new Reply(401);
        if (request.Method != "GET" && request.Header("X-Killbill-CreatedBy").Length == 0)
            return Error(400, "The header X-Killbill-CreatedBy is mandatory.");
        if (request.Method is "POST" or "PUT" && request.Header("Content-Type") != "application/json")
            return Error(415, "The body must be application/json.");

        var (path, query) = (request.Target.Split('?')[0], request.Target.Split('?').ElementAtOrDefault(1) ?? "");
        if (path == Subscriptions)
            return request.Method == "POST" ? Create(JsonNode.Parse(request.Body)!.AsObject()) : Find(query);
        if (_subscriptions.Find(one => path == $"{Subscriptions}/{one["subscriptionId"]}") is not { } subscription)
            return Error(404, "Object type=SUBSCRIPTION doesn't exist!");

        return request.Method switch
        {
            "GET" => Replies.Json(200, subscription),
            "PUT" => Change(subscription, JsonNode.Parse(request.Body)!.AsObject(), query),
            "DELETE" => Cancel(subscription, query),
            _ => new Reply(405),
        };
    }

    private Reply Create(JsonObject body)
    {
        if (body.Select(member => member.Key).Order(StringComparer.Ordinal).SequenceEqual(["accountId", "externalKey", "planName"]) is false)
            return Error(400, "The body has an accountId, an externalKey and a planName.");
        if ((string)body["accountId"]! != Account)
            return Error(404, $"Object id={body["accountId"]} type=ACCOUNT doesn't exist!");
        if (!Plans.Contains((string)body["planName"]!))
            return Error(400, $"Could not find any plan named '{body["planName"]}'.");
        if (_subscriptions.Exists(one => (string)one["externalKey"]! == (string)body["externalKey"]!))
            return Error(409, $"External key {body["externalKey"]} already exists.");

        var id = new Guid(_subscriptions.Count + 1, 0, 0, new byte[8]).ToString();
        _subscriptions.Add(new JsonObject
        {
            ["accountId"] = Account,
            ["subscriptionId"] = id,
            ["externalKey"] = (string)body["externalKey"]!,
            ["planName"] = (string)body["planName"]!,
            ["state"] = "ACTIVE",
            ["cancelledDate"] = null,
        });
        return new Reply(201, "", ("Location", $"http://127.0.0.1:8080{Subscriptions}/{id}"));
    }

    private Reply Find(string query)
    {
        const string ByKey = "externalKey=";
        var key = query.StartsWith(ByKey, StringComparison.Ordinal) ? Uri.UnescapeDataString(query[ByKey.Length..]) : "";
        return _subscriptions.Find(one => (string)one["externalKey"]! == key) is { } subscription
            ? Replies.Json(200, subscription)
            : Error(404, $"Object id={key} type=SUBSCRIPTION doesn't exist!");
    }

    private static Reply Change(JsonObject subscription, JsonObject body, string query)
    {
        if (!Policies.Any(policy => query == $"billingPolicy={policy}"))
            return Error(400, "There is no such billing policy.");
        if (!Plans.Contains((string)body["planName"]!))
            return Error(400, $"Could not find any plan named '{body["planName"]}'.");
        if ((string)subscription["state"]! == "CANCELLED")
            return Error(400, "The subscription is cancelled.");

        subscription["planName"] = (string)body["planName"]!;
        return new Reply(204);
    }

    private static Reply Cancel(JsonObject subscription, string query)
    {
        if (!Policies.Any(policy => query == $"entitlementPolicy={policy}&billingPolicy={policy}"))
            return Error(400, "There is no such policy.");
        if ((string)subscription["state"]! == "CANCELLED")
            return Error(400, "The subscription is cancelled.");

        (subscription["state"], subscription["cancelledDate"]) = ("CANCELLED", "2026-11-23");
        return new Reply(204);
    }

    private static Reply Error(int status, string message) => Replies.Json(
        status, new JsonObject { ["className"] = "org.killbill.billing.BillingExceptionBase", ["code"] = 0, ["message"] = message });
}
