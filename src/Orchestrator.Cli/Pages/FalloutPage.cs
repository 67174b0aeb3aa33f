using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What a person must decide, with the command for each decision that is allowed.</summary>
internal static class FalloutPage
{
    public static IRenderable Of(Activation activation, DateTimeOffset now)
    {
        var parts = new List<IRenderable> { new Text("needs a decision", Styles.Bad) };
        foreach (var fallout in activation.Fallouts)
        {
            parts.Add(Heading(fallout, now));
            parts.AddRange(fallout.Allowed.Select(decision => Command(activation.Name, fallout.Step, decision)));
        }

        return new Rows(parts);
    }

    /// <summary>What a decision does, in a few words.</summary>
    public static string Meaning(FalloutDecision decision) => decision switch
    {
        FalloutDecision.Retry => "try it again, with --step-input NAME=VALUE instead of its input if need be",
        FalloutDecision.Skip => "go on as if it had not been in the workflow",
        FalloutDecision.Complete => "a person did it: go on with --step-output NAME=VALUE",
        FalloutDecision.RollBack => "undo everything",
        FalloutDecision.Abandon => "finish, and leave behind what was done",
        _ => "",
    };

    private static Paragraph Heading(Fallout fallout, DateTimeOffset now)
    {
        var heading = new Paragraph()
            .Append($"  {(fallout.WhileCompensating ? "undoing " : "")}{Plain.Line(fallout.Step)}", Styles.Bold);
        if (fallout.CreateTime is not null) heading.Append($", for {Age.Of(fallout.CreateTime, now)}", Styles.Dim);
        if (fallout.Error is { } error)
        {
            heading.Append($": {Plain.Line(error.Code)} ", Styles.Bad).Append(Plain.Line(error.Message));
        }

        return heading;
    }

    private static Rows Command(string name, string step, FalloutDecision decision) => new(
        new Text($"    {Meaning(decision)}:", Styles.Dim),
        new Text(
            $"    orchestrator activation resolve {Plain.Line(name)} --step {ShellWord.Of(Plain.Line(step))} "
            + $"--decision {ContractEnum<FalloutDecision>.Word(decision)} --reason '...'"));
}
