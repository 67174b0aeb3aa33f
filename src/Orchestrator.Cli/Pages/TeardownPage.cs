using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What was decided about an incomplete teardown, and what is left.</summary>
internal static class TeardownPage
{
    public static IRenderable Of(TeardownDecision made) => new Rows(
    [
        .. made.Resources.Select(one => Plain.Styled(
            $"{one.Adapter}/{one.Kind}/{one.ExternalId} is {ContractEnum<TeardownResolution>.Word(made.Resolution)}.")),
        new Paragraph()
            .Append(Plain.Line(made.Service), Styles.Bold)
            .Append("  ")
            .Append(ContractEnum<Service.Types.State>.Word(made.State), Styles.Of(made.State))
            .Append(made.ResourcesLeft == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $", {made.ResourcesLeft} left")),
    ]);
}
