using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>
/// orchestrator activation rollback: shows what would be undone, asks, and undoes exactly that. What was shown is sent
/// along as the plan's hash, so that nothing else is undone should things have changed meanwhile.
/// </summary>
internal static class RollbackCommand
{
    public static Command Create(CommandLine line)
    {
        var options = new RollbackOptions();
        return line.Define(
            "rollback",
            "Shows what a rollback would undo, asks, and rolls back in reverse order of completion.",
            options.All,
            async (parsed, session, cancellation) =>
            {
                var request = options.Read(parsed);
                var confirmed = parsed.GetValue(options.Yes);
                if (!confirmed && !session.CanAsk)
                {
                    throw new UsageException(
                        "There is nobody to ask whether to roll back. Add --yes to go on unasked.");
                }

                if (request.PlanHash.Length == 0) await PlanAsync(request, session, cancellation);
                if (!confirmed) await ConfirmAsync(request.Name, session, cancellation);
                request.RequestId = session.Identify(parsed.GetValue(options.RequestId));
                session.RetryArguments += $" --plan-hash {request.PlanHash}";
                if (request.Etag.Length > 0) session.RetryArguments += $" --etag {request.Etag}";

                return session.Answer(
                    await session.Activations.RollbackActivationAsync(request, session.Call(cancellation)));
            });
    }

    private static async Task PlanAsync(
        RollbackActivationRequest request, Session session, CancellationToken cancellation)
    {
        if (request.Etag.Length == 0)
        {
            // Before the plan: whatever happens between the two makes the rollback fail, and not differ.
            var seen = await session.Activations.GetActivationAsync(
                new GetActivationRequest { Name = request.Name, View = ActivationView.Basic }, session.Call(
                    cancellation));
            request.Etag = seen.Etag;
        }

        var plan = await session.Activations.PlanRollbackAsync(
            new PlanRollbackRequest { Name = request.Name, BackToStep = request.BackToStep }, session.Call(
                cancellation));
        if (!session.WantsJson) session.Page.Write(RollbackPage.Of(request.Name, plan, session.World.Width));
        if (!plan.Allowed && !request.Force)
        {
            throw new RefusedException(
                $"{request.Name} cannot be rolled back as it is. {string.Join(" ", plan.Warnings)}".Trim());
        }

        request.PlanHash = plan.PlanHash;
    }

    private static async Task ConfirmAsync(string name, Session session, CancellationToken cancellation)
    {
        await session.World.Error.WriteAsync($"Roll back {Plain.Line(name)}? [y/N] ");
        await session.World.Error.FlushAsync(cancellation);
        var answer = await session.World.Input.ReadLineAsync(cancellation);
        if (answer?.Trim() is not ("y" or "Y" or "yes" or "Yes"))
        {
            throw new RefusedException("The rollback was not confirmed.");
        }
    }
}
