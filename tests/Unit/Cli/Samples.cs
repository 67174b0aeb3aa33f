extern alias cli;

using cli::Orchestrator.V1;
using Google.Protobuf.WellKnownTypes;
using Action = cli::Orchestrator.V1.Action;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>Activations as a server would show them.</summary>
internal static class Samples
{
    public static Timestamp Ago(double seconds) => Timestamp.FromDateTimeOffset(HastyTime.Noon.AddSeconds(-seconds));

    public static Activation Running() => new()
    {
        Name = "activations/7f3a",
        State = Activation.Types.State.Running,
        StateReason = "Step 'open-port' runs.",
        Customer = "C-1",
        Action = Action.Provision,
        Product = "broadband",
        CreateTime = Ago(300),
    };

    public static Activation Ended(Activation.Types.State state) => new()
    {
        Name = "activations/7f3a",
        State = state,
        StateReason = "It has ended.",
    };

    public static ActivationEvent Event(long sequence, string type, Activation.Types.State state, string step = "") =>
        new()
        {
            Sequence = sequence,
            Time = Ago(60 - sequence),
            Type = type,
            Step = step,
            Summary = $"Number {sequence}.",
            State = state,
        };

    /// <summary>One that waits for a person, with a step in every kind of state.</summary>
    public static Activation Fallout() => new()
    {
        Name = "activations/7f3a",
        State = Activation.Types.State.Fallout,
        StateReason = "Step 'configure[1]' needs a decision.",
        Action = Action.Provision,
        Customer = "C-1",
        Service = "services/s-1",
        Product = "broadband",
        Workflow = "workflows/broadband/versions/3",
        OrderReference = "O-42",
        Channel = Channel.Phone,
        Requester = "Zoë",
        Input = new Struct { Fields = { ["speed"] = Value.ForNumber(100) } },
        Labels = { ["region"] = "north", ["batch"] = "7" },
        Priority = 3,
        CreateTime = Ago(300),
        StartTime = Ago(299),
        DueTime = Ago(-7200),
        Etag = "e-9",
        Steps =
        {
            new Step
            {
                Id = "reserve-port", DisplayName = "Reserve a port", Adapter = "network", Operation = "reserve-port",
                State = Step.Types.State.Succeeded, Attempts = 1, Compensation = "network.release-port",
                StartTime = Ago(299), EndTime = Ago(298.88),
            },
            new Step
            {
                Id = "configure[1]", DisplayName = "configure[1]", Adapter = "network", Operation = "configure",
                State = Step.Types.State.Failed, Attempts = 3,
                Error = new StepError { Code = "VLAN_TAKEN", Message = "VLAN 210 belongs to\nanother customer." },
                PointOfNoReturn = PointOfNoReturn.Soft, StartTime = Ago(298), EndTime = Ago(200),
            },
            new Step
            {
                Id = "charge", Adapter = "billing", Operation = "charge", State = Step.Types.State.Retrying,
                Attempts = 2,
                NextAttemptTime = Ago(-4), PointOfNoReturn = PointOfNoReturn.Hard, StartTime = Ago(100),
            },
            new Step
            {
                Id = "mailbox", Adapter = "mail", Operation = "create-mailbox",
                State = Step.Types.State.CompensationFailed,
                Attempts = 1, CompensationAttempts = 5, Compensation = "mail.delete-mailbox",
                CompensationError = new StepError { Code = "MAILBOX_LOCKED", Message = "Somebody reads mail." },
                StartTime = Ago(90), EndTime = Ago(30),
            },
        },
        Fallouts =
        {
            new cli::Orchestrator.V1.Fallout
            {
                Step = "configure[1]",
                Error = new StepError { Code = "VLAN_TAKEN", Message = "VLAN 210 belongs to another customer." },
                CreateTime = Ago(200),
                Allowed = { FalloutDecision.Retry, FalloutDecision.RollBack },
            },
        },
    };
}
