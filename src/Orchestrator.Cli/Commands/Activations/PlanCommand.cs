using System.CommandLine;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation plan</summary>
internal static class PlanCommand
{
    public static Command Create(CommandLine line)
    {
        var order = new OrderOptions();
        return line.Define(
            "plan",
            "Shows what start would do with the same options, and what would undo it. Changes nothing.",
            order.All,
            async (parsed, session, cancellation) =>
            {
                var request = new PlanActivationRequest
                {
                    Request = await order.ReadAsync(parsed, session.World, cancellation),
                };

                var plan = await session.Activations.PlanActivationAsync(request, session.Call(cancellation));

                return session.Show(plan, () => PlanPage.Of(plan, session.World.Time, session.World.Width));
            });
    }
}
