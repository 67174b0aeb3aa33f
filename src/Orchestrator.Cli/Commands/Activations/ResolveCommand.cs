using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation resolve</summary>
internal static class ResolveCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ActivationName();
        var step = new Option<string>("--step")
        {
            Description = "The step that has fallen out",
            HelpName = "ID",
            Required = true,
        };
        var resolution = Symbols.Enum<FalloutDecision>(
            "--decision", "DECISION", "What becomes of it");
        resolution.Required = true;
        var input = new StructOptions("step-input", "the step's input instead of its own, for retry");
        var output = new StructOptions("step-output", "what the step would have given, for complete");
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        var etag = Symbols.Etag();
        return line.Define(
            "resolve",
            "Decides what happens to a step that has fallen out.",
            [name, step, resolution, .. input.All, .. output.All, .. decision.All, requestId, etag],
            async (parsed, session, cancellation) =>
            {
                var request = new ResolveFalloutRequest
                {
                    Name = Names.Activation(parsed.GetRequiredValue(name)),
                    Step = parsed.GetRequiredValue(step),
                    Resolution = parsed.GetValue(resolution),
                    StepInput = await input.ReadAsync(parsed, session.World.Input, cancellation),
                    StepOutput = await output.ReadAsync(parsed, session.World.Input, cancellation),
                    Decision = decision.Read(parsed),
                    Etag = parsed.GetValue(etag) ?? "",
                };
                Check(request);
                request.RequestId = session.Identify(parsed.GetValue(requestId));

                return session.Answer(
                    await session.Activations.ResolveFalloutAsync(request, session.Call(cancellation)));
            });
    }

    // The server would ignore, or refuse, what does not belong to the decision: say it before anything is decided.
    private static void Check(ResolveFalloutRequest request)
    {
        if (request.StepInput is not null && request.Resolution != FalloutDecision.Retry)
        {
            throw new UsageException("--step-input belongs to --decision retry.");
        }

        if (request.StepOutput is not null && request.Resolution != FalloutDecision.Complete)
        {
            throw new UsageException("--step-output belongs to --decision complete.");
        }
    }
}
