using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Action = Orchestrator.V1.Action;

namespace Orchestrator.Cli.Pages;

/// <summary>One activation: what it is, how it stands, what was done, what must be decided.</summary>
internal static class ActivationPage
{
    public static IRenderable Of(Activation activation, TimeProvider time, int width)
    {
        var now = time.GetUtcNow();
        var parts = new List<IRenderable> { Brief(activation), Plain.Blank, Facts.Of([.. FactsOf(activation, time)]) };
        if (activation.Steps.Count > 0) parts.AddRange([Plain.Blank, StepTable.Of(activation.Steps, now, width)]);
        if (activation.Fallouts.Count > 0) parts.AddRange([Plain.Blank, FalloutPage.Of(activation, now)]);
        return new Rows(parts);
    }

    /// <summary>Its name, its state, and why it is in it.</summary>
    public static IRenderable Brief(Activation activation)
    {
        var heading = new Paragraph()
            .Append(Plain.Line(activation.Name), Styles.Bold)
            .Append("  ")
            .Append(ContractEnum<Activation.Types.State>.Word(activation.State), Styles.Of(activation.State));
        return activation.StateReason.Length == 0
            ? new Rows(heading)
            : new Rows(heading, Plain.Styled(activation.StateReason));
    }

    /// <summary>When use and payment end of a service that is cancelled.</summary>
    public static IRenderable Ends(Activation activation, TimeProvider time) =>
        Ends(activation.EntitlementEndTime, activation.BillingEndTime, time);

    /// <inheritdoc cref="Ends(Activation, TimeProvider)"/>
    public static IRenderable Ends(Timestamp use, Timestamp payment, TimeProvider time) => Facts.Of(
        [new("use ends", Age.Full(use, time)), new("payment ends", Age.Full(payment, time))]);

    /// <summary>A command to go on with.</summary>
    public static IRenderable Next(string command) => new Text($"next: {command}\n", Styles.Dim);

    private static IEnumerable<KeyValuePair<string, string>> FactsOf(Activation activation, TimeProvider time)
    {
        yield return new("action", $"{ContractEnum<Action>.Word(activation.Action)} {activation.Product}".Trim());
        yield return new("customer", activation.Customer);
        yield return new("service", activation.Service);
        yield return new("workflow", activation.Workflow);
        yield return new("order", activation.OrderReference);
        yield return new("channel", ContractEnum<Channel>.Word(activation.Channel));
        yield return new("requester", activation.Requester);
        yield return new("labels", string.Join(", ", activation.Labels
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}")));
        yield return new("priority", activation.Priority == 0 ? "" : $"{activation.Priority}");
        yield return new("created", Age.Full(activation.CreateTime, time));
        yield return new("to start", Age.Full(activation.RequestedStartTime, time));
        yield return new("started", Age.Full(activation.StartTime, time));
        yield return new("use ends", Age.Full(activation.EntitlementEndTime, time));
        yield return new("payment ends", Age.Full(activation.BillingEndTime, time));
        yield return new("at once, for", activation.AtOnce?.Reason ?? "");
        yield return new("due", Age.Full(activation.DueTime, time));
        yield return new("expected", Age.Full(activation.ExpectedCompletionTime, time));
        yield return new("in jeopardy", activation.Jeopardy is { } jeopardy
            ? $"since {Age.Full(jeopardy.Since, time)}. {jeopardy.Why}"
            : "");
        yield return new("ended", Age.Full(activation.EndTime, time));
        yield return new("input", Compact(activation.Input));
        yield return new("output", Compact(activation.Output));
        yield return new("etag", activation.Etag);
    }

    private static string Compact(Struct? values) =>
        values is null || values.Fields.Count == 0 ? "" : JsonFormatter.Default.Format(values);
}
