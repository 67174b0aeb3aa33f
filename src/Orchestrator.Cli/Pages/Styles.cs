using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Pages;

/// <summary>
/// Colours with a meaning: green went well, red needs a person, yellow waits, blue works, grey is over.
/// </summary>
internal static class Styles
{
    public static readonly Style Bold = new(decoration: Decoration.Bold);
    public static readonly Style Dim = new(decoration: Decoration.Dim);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Waits = new(Color.Yellow);
    public static readonly Style Works = new(Color.Blue);
    public static readonly Style Undoes = new(Color.Fuchsia);
    public static readonly Style Over = new(Color.Grey);

    public static Style Of(Activation.Types.State state) => state switch
    {
        Activation.Types.State.Completed => Good,
        Activation.Types.State.Fallout or Activation.Types.State.Abandoned => Bad,
        Activation.Types.State.Held or Activation.Types.State.Scheduled => Waits,
        Activation.Types.State.Running => Works,
        Activation.Types.State.RollingBack => Undoes,
        _ => Over,
    };

    public static Style Of(Node.Types.State state) => state switch
    {
        Node.Types.State.Serving => Good,
        Node.Types.State.Gone => Bad,
        _ => Waits,
    };

    public static Style Of(Service.Types.State state) => state switch
    {
        Service.Types.State.Active => Good,
        Service.Types.State.TeardownIncomplete => Bad,
        Service.Types.State.Reserved or Service.Types.State.Inactive => Waits,
        _ => Over,
    };

    public static Style Of(Adapter.Types.State state) => state switch
    {
        Adapter.Types.State.Ready => Good,
        Adapter.Types.State.CircuitOpen or Adapter.Types.State.Unavailable => Bad,
        _ => Waits,
    };

    public static Style Of(Step.Types.State state) => state switch
    {
        Step.Types.State.Succeeded => Good,
        Step.Types.State.Failed or Step.Types.State.CompensationFailed => Bad,
        Step.Types.State.Pending or Step.Types.State.Retrying or Step.Types.State.Unknown => Waits,
        Step.Types.State.Running => Works,
        Step.Types.State.Compensating => Undoes,
        _ => Over,
    };

    /// <summary>A step's state in one letter, for those who see no colours too.</summary>
    public static string Mark(Step.Types.State state) => state switch
    {
        Step.Types.State.Succeeded => "✓",
        Step.Types.State.Failed or Step.Types.State.CompensationFailed => "✗",
        Step.Types.State.Compensated => "↶",
        Step.Types.State.Compensating => "↶",
        Step.Types.State.Skipped => "-",
        Step.Types.State.Unknown => "?",
        Step.Types.State.Retrying => "↻",
        Step.Types.State.Running => "▶",
        _ => "·",
    };
}
