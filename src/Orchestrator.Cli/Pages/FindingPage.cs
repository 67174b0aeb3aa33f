using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>One finding: what is wrong, who says what, and what could be done.</summary>
internal static class FindingPage
{
    public static IRenderable Of(Finding finding, TimeProvider time)
    {
        var heading = new Paragraph()
            .Append(Plain.Line(finding.Name), Styles.Bold)
            .Append("  ")
            .Append(Plain.Line(ContractEnum<Finding.Types.Kind>.Word(finding.Kind)))
            .Append("  ")
            .Append(
                Plain.Line(ContractEnum<Finding.Types.State>.Word(finding.State)), FindingTable.StyleOf(finding.State));
        var parts = new List<IRenderable>
        {
            heading,
            Plain.Styled(finding.Summary),
            Facts.Of([.. FactsOf(finding, time)]),
            Plain.Blank,
        };
        foreach (var evidence in finding.Evidence)
        {
            parts.Add(Plain.Styled(
                $"{ContractEnum<Evidence.Types.Side>.Word(evidence.Side)}: {evidence.Text}"));
            if (evidence.Facts.Count > 0)
                parts.Add(Facts.Of([.. evidence.Facts.OrderBy(static one => one.Key, StringComparer.Ordinal)]));
        }

        if (finding.Fix is { } fix)
        {
            parts.AddRange([Plain.Blank, Plain.Styled($"What could be done: {fix.Summary}", Styles.Bold)]);
            if (fix.Request is not null)
            {
                parts.Add(Plain.Styled(
                    $"Start it: orchestrator audit fix {Names.Short(finding.Name)} --reason TEXT", Styles.Dim));
            }
        }

        if (finding.Events.Count > 0) parts.Add(Plain.Blank);
        parts.AddRange(finding.Events.Select(one => EventLine(one, time)));
        return new Rows(parts);
    }

    /// <summary>What was started.</summary>
    public static IRenderable Fixed(StartFixResponse answer) => new Rows(
        Plain.Styled($"{answer.Activation.Name} was started for {answer.Finding.Name}."),
        Plain.Styled(
            $"Watch it: orchestrator activation watch {Names.Short(answer.Activation.Name)}. The next audit tells whether it helped.",
            Styles.Dim));

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(Finding finding, TimeProvider time)
    {
        yield return new("money", FindingTable.Money(finding.Money));
        yield return new("customer", finding.Customer);
        yield return new("service", finding.Service);
        yield return new("product", finding.Product);
        yield return new("adapter", Names.Short(finding.Adapter));
        yield return new("resource", $"{finding.ResourceKind} {finding.ExternalId}".Trim());
        yield return new("activation", finding.Activation);
        yield return new("first seen", Age.Full(finding.FirstSeenTime, time));
        yield return new("last seen", $"{Age.Full(finding.LastSeenTime, time)}, by {finding.Audit}");
        yield return new("accepted until", Age.Full(finding.AcceptedUntilTime, time));
        yield return new("fix", finding.FixActivation);
        yield return new("resolved", Age.Full(finding.ResolvedTime, time));
    }

    private static Text EventLine(FindingEvent one, TimeProvider time)
    {
        var until = one.UntilTime is null ? "" : $" until {Age.Full(one.UntilTime, time)}";
        var by = one.Activation.Length == 0 ? "" : $" as {one.Activation}";
        var why = one.Decision is null ? "" : $": {one.Decision.Reason} {one.Decision.Ticket}".TrimEnd();
        return Plain.Styled(
            $"{Age.Full(one.Time, time)}  {ContractEnum<FindingEvent.Types.Type>.Word(one.Type)}{until}{by} by {one.Actor}{why}");
    }
}
