using Google.Protobuf.WellKnownTypes;
using Orchestrator.V1;

namespace Orchestrator.Server.Demonstration;

/// <summary>One order of the demonstration: what it asks for, and what a person does about it on the way.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Request">What the order system sends.</param>
internal sealed record DemoOrder(string Title, StartActivationRequest Request)
{
    /// <summary>The signal that the engineer sends when the workflow waits for the visit; null for none.</summary>
    public string? Signal { get; init; }

    /// <summary>Why support rolls it back after it has completed; null where nobody does.</summary>
    public string? RollBackBecause { get; init; }

    /// <summary>How it must end for the demonstration to have worked.</summary>
    public required Activation.Types.State Expected { get; init; }

    /// <summary>
    /// The five orders. A run id makes the request ids, and what the orders name, differ from run to run.
    /// </summary>
    public static IReadOnlyList<DemoOrder> All(string run) =>
    [
        new("goes through", Mail("ada", run, ["ada", "office", "sales"]))
        {
            Expected = Activation.Types.State.Completed,
        },
        new("fails in the middle and is undone", Broadband("bert", run, ("sandbox.billing.start-subscription", "fail")))
        {
            Expected = Activation.Types.State.RolledBack,
        },
        new("is tried again", Mail("cleo", run, ["cleo", "info"], ("sandbox.mail.create-mailbox", "fail-twice")))
        {
            Expected = Activation.Types.State.Completed,
        },
        new("waits for the engineer's visit", Broadband("dora", run))
        {
            Signal = "engineer-visit-done",
            Expected = Activation.Types.State.Completed,
        },
        new("is rolled back by support", Mail("emil", run, ["emil"]))
        {
            RollBackBecause = "the customer withdrew within 14 days",
            Expected = Activation.Types.State.RolledBack,
        },
    ];

    private static StartActivationRequest Mail(
        string customer, string run, string[] mailboxes, params (string, string)[] labels) =>
        Order("business-mail", customer, run, labels, new Struct
        {
            Fields =
            {
                ["customer"] = Value.ForString(customer),
                ["domain"] = Value.ForString($"{customer}-{run}.example"),
                ["mailboxes"] = Value.ForList([.. mailboxes.Select(Value.ForString)]),
            },
        });

    private static StartActivationRequest Broadband(string customer, string run, params (string, string)[] labels) =>
        Order("broadband", customer, run, labels, new Struct
        {
            Fields =
            {
                ["customer"] = Value.ForString(customer),
                ["device"] = Value.ForString("access-1"),
                ["speed"] = Value.ForNumber(250),
                ["email"] = Value.ForString($"{customer}-{run}@example.net"),
            },
        });

    private static StartActivationRequest Order(
        string product, string customer, string run, (string, string)[] labels, Struct input)
    {
        var request = new StartActivationRequest
        {
            RequestId = $"demo-{run}-{customer}",
            Action = Orchestrator.V1.Action.Provision,
            Customer = customer,
            Product = product,
            Input = input,
            OrderReference = $"ORDER-{run}-{customer}",
            Channel = Channel.Web,
            Requester = "demo",
        };
        foreach (var (name, value) in labels)
            request.Labels.Add(name, value);

        return request;
    }
}
