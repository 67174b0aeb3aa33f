namespace Orchestrator.Core.Sagas;

/// <summary>What the state says of the order's due time.</summary>
public sealed partial class SagaState
{
    /// <summary>The due time is going to be missed, as far as it can be told; null where that was not found.</summary>
    public Jeopardy? Jeopardy { get; private set; }

    private void On(DueTimeInJeopardy it, DateTimeOffset time) => Jeopardy = new Jeopardy(time, it.Expected, it.Why);
}
