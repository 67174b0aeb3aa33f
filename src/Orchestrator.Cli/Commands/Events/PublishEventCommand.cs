using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Commands.Events;

/// <summary>orchestrator event publish</summary>
internal static class PublishEventCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string>("NAME") { Description = "The event, as workflows await it: line-restored" };
        var payload = new StructOptions("payload", "what the event carries");
        var correlation = Symbols.Text(
            "--correlation", "ID", "Only for activations with this correlation id [default: for all]");
        var requestId = Symbols.RequestId();
        return line.Define(
            "publish",
            "Publishes an event: whatever waits for it gets it, and workflows that begin with it are started.",
            [name, .. payload.All, correlation, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new PublishEventRequest
                {
                    Event = parsed.GetRequiredValue(name),
                    Payload = await payload.ReadAsync(parsed, session.World.Input, cancellation),
                    CorrelationId = parsed.GetValue(correlation) ?? "",
                };
                request.RequestId = session.Identify(parsed.GetValue(requestId));

                var answer = await session.Activations.PublishEventAsync(request, session.Call(cancellation));
                return session.Show(answer, () => new Text($"{Said(request.Event, answer)}\n"));
            });
    }

    private static string Said(string name, PublishEventResponse answer) =>
        $"{name} reached {Count(answer.Reached)} that waited for it and started {Count(answer.Started)}: "
        + answer.Activation;

    private static string Count(int activations) =>
        activations == 1 ? "1 activation" : $"{activations} activations";
}
