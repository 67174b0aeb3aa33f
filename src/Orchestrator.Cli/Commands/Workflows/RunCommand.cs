using System.CommandLine;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Http;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Local;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Local;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Local;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow run: runs definitions here, without a server.</summary>
internal static class RunCommand
{
    private static readonly string[] Modes = ["counter", "token"];

    public static Command Create(CommandLine line)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The definition to run, then those that it refers to; - reads standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var inputs = Repeated(
            "--input", "NAME=JSON", "An input of the workflow; JSON where it is JSON, else text. May be repeated");
        var signals = Repeated(
            "--signal", "NAME=JSON", "An event, delivered when the workflow awaits it. May be repeated");
        var startEvent = Symbols.Text(
            "--event", "NAME=JSON", "Starts the workflow by the event that it begins with, as publishing that would");
        var leaveWaiting = new Option<bool>("--leave-waiting")
        {
            Description = "Awaits events that are not given, instead of going on with an empty one",
        };
        var mode = Symbols.Text(
            "--mode", string.Join('|', Modes), "How flowcharts run that do not say it themselves [default: counter]");
        mode.AcceptOnlyFromAmong(Modes);
        var sendRequests = new Option<bool>("--send-requests")
        {
            Description = "Sends HTTP requests; without it they are answered as if nobody were there",
        };
        return line.Define(
            "run",
            "Runs a definition here and at once, without a server: sandbox adapters answer, waiting takes no time.",
            [files, inputs, signals, startEvent, leaveWaiting, mode, sendRequests],
            async (parsed, session, cancellation) =>
            {
                var input = LocalArguments.Inputs(parsed.GetValue(inputs) ?? []);
                var given = LocalArguments.Signals(parsed.GetValue(signals) ?? [], parsed.GetValue(leaveWaiting));
                var documents = new List<LocalDocument>();
                foreach (var file in parsed.GetRequiredValue(files))
                {
                    documents.Add(new(
                        file, await TextSource.ReadAsync(file, session.World.Input, cancellation)));
                }

                var first = documents[0].Source == "-" ? "." : Path.GetDirectoryName(Path.GetFullPath(documents[0].Source))!;
                using var sandbox = new TemporarySandbox(first);
                using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
                var adapters = new Dictionary<string, IAdapter>(sandbox.Adapters)
                {
                    [HttpRequest.DefaultAdapter] = parsed.GetValue(sendRequests)
                        ? new HttpAdapter(new HttpAdapterOptions(), client)
                        : new UnsentRequests(),
                };
                var options = new WorkflowReaderOptions(new AdapterRegistry(adapters), LocalWorkflows.Languages)
                {
                    IsTolerant = true,
                    FlowchartsMoveTokens = parsed.GetValue(mode) == "token",
                };
                var workflows = LocalWorkflows.Read(documents, options);
                if (!workflows.IsValid)
                    return Refuse(session, workflows.Problems);

                var start = parsed.GetValue(startEvent) is { } named
                    ? LocalStart.ByEvent(workflows.Plans[0], named)
                    : null;
                var runner = new LocalRunner(
                    workflows.Plans, new LocalAdapters(adapters), given, session.World.Time.GetUtcNow());
                var result = runner.Run(input, start);

                if (session.WantsJson) session.World.Output.WriteLine(LocalJson.Of(result));
                else session.Page.Write(LocalPage.Of(result));
                return result.Status == LocalStatus.Finished ? ExitCode.Ok : ExitCode.EndedOtherwise;
            });
    }

    private static int Refuse(Session session, IReadOnlyList<(string Source, Diagnostic Found)> problems)
    {
        if (session.WantsJson) session.World.Output.WriteLine(LocalJson.NotValid(problems));
        else session.Notes.Write(LocalPage.Of(problems));
        return ExitCode.WrongUsage;
    }

    private static Option<string[]> Repeated(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}
