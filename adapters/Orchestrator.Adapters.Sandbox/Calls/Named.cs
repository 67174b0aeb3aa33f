using Orchestrator.Adapters.Sandbox.Billing;
using Orchestrator.Adapters.Sandbox.Mail;
using Orchestrator.Adapters.Sandbox.Network;
using Orchestrator.Adapters.Sandbox.Phone;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>What the built-in operations make and release, as their fields name it.</summary>
internal static class Named
{
    /// <summary>Null for an operation whose fields do not say.</summary>
    /// <exception cref="RefusedException">A field is missing that only a call that is done gives.</exception>
    public static IReadOnlyList<ResourceChange>? By(string operation, Input input) => operation switch
    {
        "reserve-port" => [Made(NetworkAdapter.Ports, Port(input))],
        "release-port" => [Gone(NetworkAdapter.Ports, Port(input))],
        "configure-service" => [Made(NetworkAdapter.Services, Port(input)), Made(NetworkAdapter.Vlans, Vlan(input))],
        "remove-service" => [Gone(NetworkAdapter.Services, Port(input)), Gone(NetworkAdapter.Vlans, Vlan(input))],
        "suspend-service" or "resume-service" => [Made(NetworkAdapter.Services, Port(input))],
        "create-mailbox" => [Made(MailAdapter.Mailboxes, Address.Read(input, "address"))],
        "delete-mailbox" => [Gone(MailAdapter.Mailboxes, Address.Read(input, "address"))],
        "open-account" => [Made(BillingAdapter.Accounts, OpenAccount.Name(input))],
        "close-account" => [Gone(BillingAdapter.Accounts, OpenAccount.Name(input))],
        "start-subscription" or "change-subscription" => [Made(BillingAdapter.Subscriptions, Subscription(input))],
        "end-subscription" => [Gone(BillingAdapter.Subscriptions, Subscription(input))],
        "reserve-number" or "port-number" => [Made(PhoneAdapter.Numbers, PhoneNumber.Parse(input.Text("number")).Text)],
        "release-number" => [Gone(PhoneAdapter.Numbers, PhoneNumber.Parse(input.Text("number")).Text)],
        "create-trunk" => [Made(PhoneAdapter.Trunks, CreateTrunk.Name(input))],
        "delete-trunk" => [Gone(PhoneAdapter.Trunks, CreateTrunk.Name(input))],
        "send" or "charge" or "refund" => [],
        _ => null,
    };

    private static string Port(Input input) =>
        Device.Find(input.Text("device")).Port(input.Number("port", 1, int.MaxValue));

    private static string Vlan(Input input) => ConfigureService.VlanId(
        Device.Find(input.Text("device")).Name, input.Number("vlan", 1, int.MaxValue));

    private static string Subscription(Input input) => $"{input.Text("account")}/{StartSubscription.Name(input)}";

    private static ResourceChange Made(Table table, string id) => new(new Resource(table.ResourceKind!, id));

    private static ResourceChange Gone(Table table, string id) => Made(table, id) with { Released = true };
}
