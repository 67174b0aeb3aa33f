using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using Enum = System.Enum;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>Requests that a client might really send.</summary>
internal static class NearlyRight
{
    /// <summary>With its version: what is published meanwhile under the same id is another.</summary>
    public const string Line = "workflows/line/versions/1";

    private const int PortsOfDevice = 4_000;
    private static readonly string[] Faults =
        ["fail", "fail-once", "lose-answer", "lose-call", "slow-20", "unknown", "nonsense"];
    private static readonly string[] Steps =
        ["reserve-port", "configure", "mailbox", "account", "subscription", "setup"];
    private static readonly string[] Operations = ["network.reserve-port", "configure-service", "mail.create-mailbox", "billing.charge", "billing.close-account", "delete-mailbox"];

    public static IMessage Make(Vocabulary words, int number, Random random)
    {
        var id = $"nearly-{number}";
        var name = words.Activation(random);
        var decision = new Decision { Reason = "somebody tries" };
        return random.Next(12) switch
        {
            0 => new HoldActivationRequest { Name = name, RequestId = id, Decision = decision },
            1 => new ReleaseActivationRequest { Name = name, RequestId = id, Decision = decision },
            2 => new CancelActivationRequest { Name = name, RequestId = id, Decision = decision },
            3 => new RollbackActivationRequest
            {
                Name = name,
                RequestId = id,
                Decision = decision,
                Force = random.Next(2) == 0,
                BackToStep = random.Next(3) == 0 ? "mailbox" : "",
            },
            4 => Resolve(words, name, id, decision, random),
            5 => new SignalActivationRequest
            {
                Name = name,
                RequestId = id,
                Signal = "visit-done",
                Payload = words.Object(random, 2),
            },
            6 => new PlanRollbackRequest { Name = name },
            7 => new WatchActivationRequest { Name = name, AfterSequence = random.Next(5) },
            8 => new ListActivationsRequest
            {
                PageSize = random.Next(10),
                Filter = new ActivationFilter
                {
                    Customer = id,
                }
            },
            9 => new PlanActivationRequest { Request = Order(id, Line, number) },
            _ => WithFaults(Order(id, Line, number), random),
        };
    }

    /// <param name="id">The request's, and the customer's.</param>
    /// <param name="workflow">Its name.</param>
    /// <param name="port">Of a large device: orders with different ones are not in each other's way.</param>
    public static StartActivationRequest Order(string id, string workflow, int port) => new()
    {
        RequestId = id,
        Action = Action.Custom,
        Customer = id,
        Workflow = workflow,
        Input = new Struct
        {
            Fields =
            {
                ["customer"] = Value.ForString(id),
                ["device"] = Value.ForString(
                    string.Create(CultureInfo.InvariantCulture, $"lab-{1 + (port / PortsOfDevice)}")),
                ["port"] = Value.ForNumber(1 + (port % PortsOfDevice)),
                ["email"] = Value.ForString($"{id}@example.org"),
            },
        },
    };

    private static StartActivationRequest WithFaults(StartActivationRequest order, Random random)
    {
        for (var count = random.Next(3); count > 0; count--)
            order.Labels[$"sandbox.{Operations[random.Next(Operations.Length)]}"] = Faults[random.Next(Faults.Length)];
        return order;
    }

    private static ResolveFalloutRequest Resolve(
        Vocabulary words, string name, string id, Decision decision, Random random)
    {
        var decisions = Enum.GetValues<FalloutDecision>();
        return new ResolveFalloutRequest
        {
            Name = name,
            RequestId = id,
            Decision = decision,
            Step = Steps[random.Next(Steps.Length)],
            Resolution = decisions[random.Next(decisions.Length)],
            StepInput = random.Next(3) == 0 ? words.Object(random, 2) : null,
            StepOutput = random.Next(3) == 0 ? words.Object(random, 2) : null,
        };
    }
}
