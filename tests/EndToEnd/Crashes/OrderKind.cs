using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>What somebody does about an order once it is accepted.</summary>
internal enum Deed
{
    None,

    /// <summary>The engineer reports, perhaps before the workflow asks.</summary>
    Signal,

    /// <summary>Support takes it back when it has completed.</summary>
    RollBack,
}

/// <summary>
/// One way in which an order goes, and what must have become of it in the end, whatever was killed meanwhile.
/// </summary>
/// <param name="Name">For people, and in the order's reference.</param>
/// <param name="Definition">The workflow's id.</param>
/// <param name="End">The only state that it may end in.</param>
/// <param name="Effects">
/// The steps that must have had an effect, undone or not; null where chance decides which.
/// </param>
internal sealed record OrderKind(string Name, string Definition, State End, string[]? Effects)
{
    private const string Refused = "card-declined";
    private static readonly string[] Line = ["reserve-port", "configure", "mailbox", "account", "subscription"];
    private static readonly string[] Charged = [.. Line, "setup"];

    /// <summary>Labels of the order: what the sandbox lets go wrong.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; private init; } = new Dictionary<string, string>();

    public string Card { get; private init; } = "card-on-file";

    /// <summary>The domain of the last of its mailboxes.</summary>
    public string LastDomain { get; private init; } = "example.org";

    public Deed Deed { get; private init; }

    /// <summary>What must have become of the activation that a step of it starts; null where none does.</summary>
    public OrderKind? Child { get; private init; }

    /// <summary>The step whose effect nothing undoes.</summary>
    public string? Irreversible { get; private init; }

    /// <summary>All kinds; orders take turns through them.</summary>
    public static IReadOnlyList<OrderKind> All { get; } =
    [
        new("straight", "line", State.Completed, Charged),
        new("refused", "line", State.RolledBack, Line) { Card = Refused },
        new("retried", "line", State.Completed, Charged)
        {
            Faults = Labels(("network.configure-service", "fail-twice"), ("mail.create-mailbox", "fail-once")),
        },
        new("lost-answers", "line", State.Completed, Charged)
        {
            Faults = Labels(
                ("network.reserve-port", "lose-call"),
                ("billing.open-account", "lose-answer"),
                ("billing.charge", "lose-answer")),
        },
        new("hanging", "line", State.Completed, Charged) { Faults = Labels(("mail.create-mailbox", "hang")) },
        new("undone-the-hard-way", "line", State.RolledBack, Line)
        {
            Card = Refused,
            Faults = Labels(
                ("billing.end-subscription", "lose-answer"),
                ("mail.delete-mailbox", "fail-once"),
                ("network.remove-service", "lose-call")),
        },
        new("side-by-side", "bundle", State.Completed, Charged),
        new("side-by-side-refused", "bundle", State.RolledBack, Line) { Card = Refused },
        new("side-by-side-lost", "bundle", State.RolledBack, Line)
        {
            Card = Refused,
            Faults = Labels(("network.configure-service", "lose-answer"), ("billing.close-account", "lose-answer")),
        },
        new("mailboxes", "mailboxes", State.Completed, ["mailbox[0]", "mailbox[1]", "mailbox[2]"]),
        new("mailboxes-refused", "mailboxes", State.RolledBack, null) { LastDomain = "example.invalid" },
        new("visited", "visit", State.Completed, ["reserve-port", "welcome"]) { Deed = Deed.Signal },
        new("suite", "suite", State.Completed, ["account", "setup"])
        {
            Child = new("line-of-suite", "line", State.Completed, Charged),
        },
        new("suite-refused", "suite", State.RolledBack, ["account"])
        {
            Card = Refused,
            Child = new("line-of-suite-refused", "line", State.RolledBack, Charged),
        },
        new("taken-back", "line", State.RolledBack, Charged) { Deed = Deed.RollBack },
    ];

    private static Dictionary<string, string> Labels(params (string Operation, string Fault)[] faults) =>
        faults.ToDictionary(fault => $"sandbox.{fault.Operation}", fault => fault.Fault);
}
