using Orchestrator.Adapters.Sandbox.Billing;
using Orchestrator.Adapters.Sandbox.Declared;
using Orchestrator.Adapters.Sandbox.Mail;
using Orchestrator.Adapters.Sandbox.Network;
using Orchestrator.Adapters.Sandbox.Phone;

namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>Everything the world holds, in the order in which it is printed.</summary>
internal static class Tables
{
    public static IReadOnlyList<Table> All { get; } =
    [
        .. NetworkAdapter.Tables,
        .. MailAdapter.Tables,
        .. BillingAdapter.Tables,
        .. PhoneAdapter.Tables,
        .. DeclaredSystem.Tables,
    ];

    private static readonly Dictionary<string, Table> ByName = All.ToDictionary(table => table.Name);

    public static Table Find(string name) => ByName[name];
}
