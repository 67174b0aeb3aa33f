using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Graphs.Activities;
using Orchestrator.Cli.Graphs.Writing;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>
/// orchestrator workflow graph: draws a definition from a file, without a server, or a published one.
/// </summary>
internal static class GraphCommand
{
    private static readonly string[] Formats = ["ascii", "unicode", "svg"];

    public static Command Create(CommandLine line)
    {
        var source = new Argument<string>("FILE|NAME")
        {
            Description = "A definition's file (- reads standard input), or a published workflow: ID or ID@VERSION",
        };
        var format = Symbols.Text(
            "--format", string.Join('|', Formats), "How to draw [default: svg for an output *.svg, else ascii]");
        format.AcceptOnlyFromAmong(Formats);
        var output = Symbols.Text("--output", "FILE", "Where to [default: standard output]");
        return line.Define(
            "graph",
            "Draws a workflow: its steps and what undoes them, branches, loops, points of no return.",
            [source, format, output],
            async (parsed, session, cancellation) =>
            {
                var file = parsed.GetValue(output);
                var kind = parsed.GetValue(format) ?? (IsSvg(file) ? "svg" : "ascii");
                var definition = await DefinitionSource.ReadAsync(
                    parsed.GetRequiredValue(source), session, cancellation);
                var drawing = Drawing.Of(definition.Content, definition.Label);
                var text = Write(drawing, kind);

                if (file is not null) await TextSource.WriteAsync(file, text, cancellation);
                else if (session.WantsJson) session.World.Output.WriteLine(Json(kind, text));
                else await session.World.Output.WriteAsync(text);
                return ExitCode.Ok;
            });
    }

    private static bool IsSvg(string? file) => file?.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) == true;

    private static string Write(Drawing drawing, string format) => format switch
    {
        "svg" => SvgWriting.Write(drawing),
        "unicode" => TextWriting.Write(drawing, Glyphs.Unicode),
        _ => TextWriting.Write(drawing, Glyphs.Ascii),
    };

    private static string Json(string format, string drawing) =>
        $$"""{"format":"{{format}}","drawing":{{JsonSerializer.Serialize(drawing)}}}""";
}
