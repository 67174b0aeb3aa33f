using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>What a call would do now.</summary>
/// <param name="Output">Null for none: taking back says nothing new.</param>
/// <param name="Changes">Empty where there is nothing to do.</param>
/// <param name="Undone">The call that this one undoes; null for a step's own call.</param>
internal sealed record Decision(JsonObject? Output, IReadOnlyList<Change> Changes, CallRow? Undone = null)
{
    /// <exception cref="RefusedException">A rule of the world forbids it.</exception>
    public static Decision Make(Session session, Request request)
    {
        var draft = new Draft(session, request.Call.IdempotencyKey);
        return request.Call.Undoes is { } undoes && FindForward(session, request, undoes) is { } forward
            ? Undo(draft, request, forward)
            : Do(draft, request.Operation, new Input(request.Call.Input));
    }

    /// <summary>
    /// The call to undo. Null where this operation is not that call's inverse, but some compensation that a workflow
    /// chose: an ordinary call then. A call that never arrived here is remembered as undone, and can have no effect
    /// later.
    /// </summary>
    private static CallRow? FindForward(Session session, Request request, string undoes)
    {
        var forward = new CallTable(session).Find(undoes) ?? new CallRow(undoes);
        var arrived = forward.Called > 0;
        if (arrived && forward.Adapter != request.Adapter.Name) return null;

        var inverse = request.Operation.Description.Name;
        return request.Adapter.IsInverse(inverse, arrived ? forward.Operation : null) ? forward : null;
    }

    private static Decision Undo(Draft draft, Request request, CallRow forward)
    {
        if (forward.Applied == 0 || forward.UndoneBy is not null) return new Decision(null, [], forward);

        if (request.Operation.TakesBack)
        {
            TakeBack.Note(draft, forward);
            return new Decision(null, draft.Changes, forward);
        }

        var known = new Input(request.Call.Input, Json.Parse(forward.Output ?? "{}"), Json.Parse(forward.Input));
        return Do(draft, request.Operation, known) with { Undone = forward };
    }

    private static Decision Do(Draft draft, SandboxOperation operation, Input input)
    {
        var output = operation.Decide(draft, input);
        return new Decision(output, draft.Changes);
    }
}
