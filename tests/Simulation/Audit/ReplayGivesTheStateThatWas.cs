using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// P7: the rows up to any of them give the state that clients were told of then, and that lists know.
/// </summary>
internal sealed class ReplayGivesTheStateThatWas : Checker
{
    public override void Folded(Chronicle it, MemoryDatabase.Activation rows)
    {
        if (rows.Entry.State != it.State.State)
            Fail($"{it.Name} is listed as {rows.Entry.State}, and its rows say {it.State.State}");
    }

    public override void Told(SagaState state)
    {
        if (World.Auditor.Find(state.Id) is not { } it)
            return;

        var rows = World.Database.Rows.Activations[state.Id];
        var replayed = SagaState.Fold(state.Id, it.State.Plan, Rows.Read(rows, state.Id), state.Sequence);
        var (told, now) = (Portrait.Of(state), Portrait.Of(replayed));
        if (told != now)
            Fail($"A client was told of {it.Name}:\n{told}\nand replay gives:\n{now}");
    }
}
