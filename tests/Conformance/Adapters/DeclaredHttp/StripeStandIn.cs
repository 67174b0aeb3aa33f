using System.Text.Json.Nodes;
using Orchestrator.TestKit.StandIns;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

/// <summary>
/// Stands in for Stripe: what docs.stripe.com/api says of subscriptions, authentication, idempotent requests and errors,
/// and no more. It refuses whatever is not documented there.
/// </summary>
internal sealed class StripeStandIn : IStandIn
{
    private const string SecretKey = "sk_test_that_nobody_guesses";
    private static readonly string[] Customers = ["cus_ada", "cus_bob"];
    private static readonly string[] Prices = ["price_basic", "price_pro"];
    private static readonly string[] CreateFields = ["customer", "items[0][price]", "items[0][quantity]", "metadata[orchestrator_call]"];
    private static readonly string[] UpdateFields = ["items[0][id]", "items[0][price]", "proration_behavior"];

    private readonly Dictionary<string, (string Request, Reply Reply)> _byKey = [];
    private readonly List<JsonObject> _subscriptions = [];

    public IReadOnlyDictionary<string, string> Secrets { get; } =
        new Dictionary<string, string> { ["secretKey"] = SecretKey };

    public string World() => string.Join('\n', _subscriptions
        .Where(subscription => (string)subscription["status"]! != "canceled").Select(subscription => subscription.ToJsonString()));

    public Reply Answer(Received request)
    {
        if (request.Header("Authorization") != $"Bearer {SecretKey}")
            return Error(401, "invalid_request_error", null, "Invalid API Key provided.");

        var key = request.Header("Idempotency-Key");
        if (request.Method != "POST")
            return key.Length == 0
                ? Route(request)
                : Error(400, "invalid_request_error", null, "GET and DELETE take no idempotency keys.");
        if (key.Length is 0 or > 255)
            return Error(400, "invalid_request_error", null, "An idempotency key has 1 to 255 characters.");
        if (request.Header("Content-Type") != "application/x-www-form-urlencoded")
            return Error(400, "invalid_request_error", null, "Request bodies are forms.");

        var what = $"{request.Target} {request.Body}";
        if (!_byKey.TryGetValue(key, out var known))
        {
            var reply = Route(request);
            if (reply.Status == 200) // What fails validation is not kept.
                _byKey.Add(key, (what, reply));
            return reply;
        }

        return known.Request == what
            ? known.Reply
            : Error(400, "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters.");
    }

    private Reply Route(Received request)
    {
        var (path, query) = (request.Target.Split('?')[0], request.Target.Split('?').ElementAtOrDefault(1));
        if (path == "/v1/subscriptions")
            return request.Method == "POST" ? Create(request.Form()) : List(query);
        if (_subscriptions.Find(one => path == $"/v1/subscriptions/{one["id"]}") is not { } subscription)
            return Error(404, "invalid_request_error", "resource_missing", "No such subscription.");

        return request.Method switch
        {
            "GET" => Replies.Json(200, subscription),
            "POST" => Update(subscription, request.Form()),
            "DELETE" => Cancel(subscription),
            _ => Error(404, "invalid_request_error", null, "Unrecognized request URL."),
        };
    }

    private Reply Create(Dictionary<string, string> form)
    {
        if (form.Keys.FirstOrDefault(field => !CreateFields.Contains(field)) is { } unknown)
            return Error(400, "invalid_request_error", "parameter_unknown", $"Received unknown parameter: {unknown}.");
        if (!form.TryGetValue("customer", out var customer) || !Customers.Contains(customer))
            return Error(400, "invalid_request_error", "resource_missing", $"No such customer: '{customer}'.");
        if (!form.TryGetValue("items[0][price]", out var price) || !Prices.Contains(price))
            return Error(400, "invalid_request_error", "resource_missing", $"No such price: '{price}'.");

        var number = _subscriptions.Count + 1;
        _subscriptions.Add(new JsonObject
        {
            ["id"] = $"sub_{number}",
            ["object"] = "subscription",
            ["customer"] = customer,
            ["status"] = "active",
            ["metadata"] = new JsonObject { ["orchestrator_call"] = form.GetValueOrDefault("metadata[orchestrator_call]") },
            ["items"] = new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray(new JsonObject
                {
                    ["id"] = $"si_{number}",
                    ["price"] = new JsonObject { ["id"] = price },
                    ["quantity"] = int.Parse(form.GetValueOrDefault("items[0][quantity]", "1"), System.Globalization.CultureInfo.InvariantCulture),
                }),
            },
        });
        return Replies.Json(200, _subscriptions[^1]);
    }

    private Reply List(string? query)
    {
        var customer = _subscriptions.Where(one => query == $"customer={one["customer"]}&status=all&limit=100");
        return Replies.Json(200, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. customer.Select(one => one.DeepClone())]),
            ["has_more"] = false,
        });
    }

    private static Reply Update(JsonObject subscription, Dictionary<string, string> form)
    {
        var item = subscription["items"]!["data"]![0]!;
        if (form.Keys.FirstOrDefault(field => !UpdateFields.Contains(field)) is { } unknown)
            return Error(400, "invalid_request_error", "parameter_unknown", $"Received unknown parameter: {unknown}.");
        if (form.GetValueOrDefault("items[0][id]") != (string)item["id"]!)
            return Error(400, "invalid_request_error", "resource_missing", "No such subscription item.");
        if (!Prices.Contains(form["items[0][price]"]))
            return Error(400, "invalid_request_error", "resource_missing", $"No such price: '{form["items[0][price]"]}'.");
        if (form["proration_behavior"] is not ("create_prorations" or "always_invoice" or "none"))
            return Error(400, "invalid_request_error", "parameter_invalid", "Invalid proration_behavior.");

        item["price"]!["id"] = form["items[0][price]"];
        return Replies.Json(200, subscription);
    }

    private static Reply Cancel(JsonObject subscription)
    {
        if ((string)subscription["status"]! == "canceled")
            return Error(404, "invalid_request_error", "resource_missing", "No such subscription.");

        subscription["status"] = "canceled";
        return Replies.Json(200, subscription);
    }

    private static Reply Error(int status, string type, string? code, string message) => Replies.Json(
        status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message } });
}
