using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.TestKit.StandIns;
using Orchestrator.Tests.RealSystems.Processes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.RealSystems.Office;

/// <summary>
/// The product <c>office</c>, by the very files that run on the sandbox, on a NETCONF device, PowerDNS, OpenLDAP, Dovecot, a
/// mail server, and a stand-in for billing.
/// </summary>
public sealed class OfficeTests(OfficeSystems systems) : IClassFixture<OfficeSystems>, IAsyncLifetime, IAsyncDisposable
{
    private OfficeServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = new OfficeServer(systems.Adapters(), systems.Secrets);
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task An_office_is_there_on_every_system_and_gone_from_every_one_when_it_ends()
    {
        var before = await systems.DumpAsync();

        var provisioned = await _server.RunAsync(Order("C-7", "c7"));

        Assert.True(provisioned.State == State.Completed, $"{provisioned}\n{_server.Captured}");
        Assert.Contains("<vlan>107</vlan>", await systems.Device.View.DumpAsync(), StringComparison.Ordinal);
        Assert.Equal("192.0.2.7", (await systems.Dns.DigAsync($"c7.{OfficeSystems.Zone}")).Trim());
        Assert.Contains(
            "mail: ada@office.example", await systems.Directory.SearchAsync("uid=ada,ou=people,dc=example,dc=com"), StringComparison.Ordinal);
        Assert.Contains("\"Office\"", await systems.Mailboxes.WorldAsync(), StringComparison.Ordinal);
        Assert.Contains("super-monthly", systems.Billing.World(), StringComparison.Ordinal);
        var mail = JsonNode.Parse(systems.Mail.To("office.example")[^1])!["message"]!;
        Assert.Equal("Your office is connected", (string)mail["subject"]!);
        Assert.Contains("you log in as ada", (string)mail["text"]!, StringComparison.Ordinal);

        var ended = await _server.RunAsync(new StartActivationRequest
        {
            RequestId = "end-c7",
            Action = Action.Deprovision,
            Customer = "C-7",
            Service = provisioned.Service,
            Channel = Channel.Api,
        });

        Assert.True(ended.State == State.Completed, $"{ended}\n{_server.Captured}");
        await SameAsync(before);
        Assert.Equal("", await systems.Dns.DigAsync($"c7.{OfficeSystems.Zone}"));
    }

    [Theory]
    [InlineData("configure-line")]
    [InlineData("name-host")]
    [InlineData("create-account")]
    [InlineData("create-mailbox")]
    [InlineData("start-subscription")]
    public async Task Whichever_step_fails_every_system_is_left_as_it_was(string step)
    {
        var order = await ArrangeAsync(step, Order($"fails-at-{step}", "c8"));
        var before = await systems.DumpAsync();

        var failed = await _server.RunAsync(order);

        Assert.True(failed.State == State.RolledBack, $"{failed}\n{_server.Captured}");
        Assert.Equal([step], failed.Steps.Where(one => one.State == Step.Types.State.Failed).Select(one => one.Id));
        await SameAsync(before);
        await ClearAsync(step);
    }

    [Fact]
    public async Task Support_takes_an_office_back_after_it_was_told_and_every_system_is_as_it_was()
    {
        var before = await systems.DumpAsync();
        var provisioned = await _server.RunAsync(Order("C-9", "c9"));

        var plan = await _server.Activations.PlanRollbackAsync(new PlanRollbackRequest { Name = provisioned.Name });
        await _server.Activations.RollbackActivationAsync(new RollbackActivationRequest
        {
            Name = provisioned.Name,
            RequestId = "back-c9",
            Force = true,
            PlanHash = plan.PlanHash,
            Decision = new Decision { Reason = "The order was for another office." },
        });
        var undone = await _server.EndAsync(provisioned.Name, not: State.Completed);

        Assert.True(undone.State == State.RolledBack, $"{undone}\n{_server.Captured}");
        await SameAsync(before);
    }

    [Fact]
    public async Task Killed_on_the_way_it_goes_on_and_everything_is_there_once()
    {
        var before = await systems.DumpAsync();
        var order = Order("C-10", "c10");
        var started = await _server.Activations.StartActivationAsync(order);
        await _server.KillAsync();
        await _server.StartAsync();

        var provisioned = await _server.EndAsync(started.Name);

        Assert.True(provisioned.State == State.Completed, $"{provisioned}\n{_server.Captured}");
        var ended = await _server.RunAsync(new StartActivationRequest
        {
            RequestId = "end-c10",
            Action = Action.Deprovision,
            Customer = "C-10",
            Service = provisioned.Service,
            Channel = Channel.Api,
        });
        Assert.True(ended.State == State.Completed, $"{ended}\n{_server.Captured}");
        await SameAsync(before);
    }

    private async Task SameAsync(IReadOnlyDictionary<string, string> before)
    {
        var after = await systems.DumpAsync();
        Assert.All(before, system => Assert.Equal(system.Value, after[system.Key]));
    }

    /// <summary>What stands in the way of a step, as somebody else left it.</summary>
    private async Task<StartActivationRequest> ArrangeAsync(string step, StartActivationRequest order)
    {
        switch (step)
        {
            case "configure-line":
                await systems.Device.View.EditAsync(
                    "<lines xmlns='urn:example:access-lines'><line><device>access-17</device><port>7</port><vlan>300</vlan></line></lines>");
                break;
            case "name-host":
                order.Input.Fields["zone"] = Value.ForString("nowhere.example.");
                break;
            case "create-account":
                await systems.Directory.AddAsync(
                    "dn: uid=ada,ou=people,dc=example,dc=com\nobjectClass: inetOrgPerson\nuid: ada\ncn: Ada\nsn: Ada\n");
                break;
            case "create-mailbox":
                order.Input.Fields["user"] = Value.ForString("nobody");
                break;
            default:
                order.Input.Fields["plan"] = Value.ForString("no-such-plan");
                break;
        }

        return order;
    }

    private async Task ClearAsync(string step)
    {
        if (step == "configure-line")
        {
            await systems.Device.View.EditAsync(
                "<lines xmlns='urn:example:access-lines'><line xmlns:nc='urn:ietf:params:xml:ns:netconf:base:1.0' "
                    + "nc:operation='delete'><device>access-17</device><port>7</port></line></lines>");
        }
        else if (step == "create-account")
        {
            await systems.Directory.DeleteAsync("uid=ada,ou=people,dc=example,dc=com");
        }
    }

    private static StartActivationRequest Order(string customer, string host) => new()
    {
        RequestId = $"order-{customer}",
        Action = Action.Provision,
        Product = "office",
        Customer = customer,
        Channel = Channel.Web,
        Input = new Struct
        {
            Fields =
            {
                ["customer"] = Value.ForString(customer),
                ["account"] = Value.ForString(KillBillStandIn.Account),
                ["device"] = Value.ForString("access-17"),
                ["port"] = Value.ForNumber(7),
                ["speed"] = Value.ForNumber(300),
                ["vlan"] = Value.ForNumber(107),
                ["host"] = Value.ForString(host),
                ["address"] = Value.ForString("192.0.2.7"),
                ["user"] = Value.ForString("ada"),
                ["displayName"] = Value.ForString("Ada Lovelace"),
                ["email"] = Value.ForString("ada@office.example"),
                ["plan"] = Value.ForString("super-monthly"),
            },
        },
    };
}
