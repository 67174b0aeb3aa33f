using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// An order of the load. All that it names is its own, so that orders never stand in each other's way.
/// </summary>
internal sealed record Order(string Id, OrderKind Kind, StartActivationRequest Request)
{
    private const int PortsOfDevice = 4_000;
    private const int Devices = 7;

    public static Order Make(int number, Random random)
    {
        var kind = OrderKind.All[number % OrderKind.All.Count];
        var id = string.Create(CultureInfo.InvariantCulture, $"{kind.Name}-{number:d5}");
        var request = new StartActivationRequest
        {
            RequestId = id,
            Action = Action.Custom,
            Customer = id,
            Workflow = $"workflows/{kind.Definition}",
            OrderReference = id,
            Channel = Channel.Api,
            Input = Input(id, number, kind),
            Labels = { kind.Faults.ToDictionary() },
        };
        if (random.Next(2) == 0)
            request.Wait = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(random.Next(1, 3_000)));

        return new Order(id, kind, request);
    }

    private static Struct Input(string id, int number, OrderKind kind)
    {
        if (kind.Definition == "mailboxes")
        {
            string[] addresses = [$"{id}-a@example.org", $"{id}-b@example.org", $"{id}-c@{kind.LastDomain}"];
            return new Struct { Fields = { ["addresses"] = Value.ForList([.. addresses.Select(Value.ForString)]) } };
        }

        // Few devices, so that orders wait for each other's lanes.
        var (row, index) = Math.DivRem(number, Devices);
        var (port, device) = (1 + (row % PortsOfDevice), 1 + index + (row / PortsOfDevice * Devices));
        var input = new Struct
        {
            Fields =
            {
                ["customer"] = Value.ForString(id),
                ["device"] = Value.ForString(string.Create(CultureInfo.InvariantCulture, $"lab-{device}")),
                ["port"] = Value.ForNumber(port),
                ["email"] = Value.ForString($"{id}@example.org"),
            },
        };
        if (kind.Definition is "line" or "bundle" or "suite")
            input.Fields["card"] = Value.ForString(kind.Card);

        return input;
    }
}
