using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>No rule of the engine itself is ever broken.</summary>
internal sealed class NothingBreaks : Checker
{
    public override void Durable(Chronicle it, SagaEvent happened)
    {
        if (happened is FalloutRaised { Error.Code: ErrorCodes.InvariantBroken } broken)
            Fail($"{it.Name} broke down: {broken.Error.Message}");
        if (happened is ActivityFaulted { Error.Code: ErrorCodes.ExpressionFailed } faulted)
            Fail($"{it.Name}: a made-up expression fails: {faulted.Error.Message} {faulted.Cause}");
    }
}
