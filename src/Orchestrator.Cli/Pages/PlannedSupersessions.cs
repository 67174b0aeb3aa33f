using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Action = Orchestrator.V1.Action;
using Outcome = Orchestrator.V1.PlannedSupersession.Types.Outcome;

namespace Orchestrator.Cli.Pages;

/// <summary>What is open for a service that is to be deprovisioned, and what becomes of it.</summary>
internal static class PlannedSupersessions
{
    public static IRenderable Of(IReadOnlyList<PlannedSupersession> supersedes) => new Rows(
        [new Text("supersedes what is open for the service", Styles.Bold), .. supersedes.Select(Line)]);

    private static Padder Line(PlannedSupersession one) => new(
        new Paragraph()
            .Append(Plain.Line(one.Activation))
            .Append($" {ContractEnum<Action>.Word(one.Action)} ")
            .Append(ContractEnum<Activation.Types.State>.Word(one.State), Styles.Of(one.State))
            .Append(" is ")
            .Append(ContractEnum<Outcome>.Word(one.Outcome), one.Outcome == Outcome.Stopped ? Styles.Bad : Styles.Waits)
            .Append($": {Plain.Line(one.Explanation)}"),
        new Padding(2, 0, 0, 0));
}
