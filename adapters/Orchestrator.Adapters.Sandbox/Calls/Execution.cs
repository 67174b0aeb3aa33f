using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Faults;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>Carries out one call in the writer's transaction, and keeps the record of it.</summary>
internal sealed class Execution(Session session, Request request)
{
    private readonly CallTable _calls = new(session);

    /// <summary>What the caller is answered; null: nothing, until it gives up.</summary>
    public Answer? Run()
    {
        var known = _calls.Find(request.Call.IdempotencyKey) ?? new CallRow(request.Call.IdempotencyKey);
        var row = known with
        {
            Called = known.Called + 1,
            FirstTime = known.FirstTime.Length > 0 ? known.FirstTime : request.Time,
        };
        if (row.UndoneBy is not null) return KeyUndone(row);
        if (row.Done) return Again(row);

        // What had no effect may be called again with another input: a person may have corrected it.
        return First(row with
        {
            Adapter = request.Adapter.Name,
            Operation = request.Call.Operation,
            Input = request.Call.Input.GetRawText(),
            Undoes = request.Call.Undoes,
        });
    }

    private Answer? First(CallRow row) => request.Fault switch
    {
        Fault.FailFirst fault when row.Faults < fault.Calls => Met(row, new Answer.Retryable(
            request.Adapter.BusyCode,
            $"{Asked()} It fails {fault.Calls} times; this was number {row.Faults + 1}. Try again.")),
        Fault.FailForGood => Met(row, new Answer.Permanent(
            request.Adapter.BrokenCode, $"{Asked()} It fails every time. Take the fault away, or undo.")),
        Fault.LoseCall when row.Faults == 0 => Met(row, new Answer.Unknown($"{Asked()} The connection was lost.")),
        Fault.Hang when row.Faults == 0 => Met<Answer?>(row, null),
        Fault.NeverKnown { HasEffect: false } => Met(row, NeverKnown()),
        _ => Do(row),
    };

    private Answer Do(CallRow row)
    {
        try
        {
            return Apply(row, Decision.Make(session, request));
        }
        catch (RefusedException refused)
        {
            _calls.Save(row with { Refusal = refused.Code });
            return new Answer.Permanent(refused.Code, refused.Message);
        }
    }

    private Answer Apply(CallRow row, Decision decision)
    {
        if (decision.Undone is { UndoneBy: null } undone) Undo(undone, row.Key);

        var output = decision.Output is null ? null : Json.Write(decision.Output);
        var done = row with { Done = true, Refusal = null, Output = output };
        if (decision.Changes.Count > 0)
        {
            foreach (var change in decision.Changes) change.Apply(session);
            done = done with
            {
                Applied = row.Applied + 1,
                Number = _calls.NextNumber(),
                Changes = Json.Write(new JsonArray([.. decision.Changes.Select(change => change.ToJson())])),
            };
        }

        return request.Fault switch
        {
            Fault.LoseAnswer when row.Faults == 0 => Met(done, new Answer.Unknown($"{Asked()} The answer was lost.")),
            Fault.NeverKnown => Met(done, NeverKnown()),
            _ => Answered(done),
        };
    }

    /// <summary>Where what is undone had undone a call itself, that call stands again, and can be undone anew.</summary>
    private void Undo(CallRow undone, string by)
    {
        _calls.Save(undone with { UndoneBy = by });
        if (undone is { Undoes: { } key, Applied: > 0 }
            && _calls.Find(key) is { } standing
            && standing.UndoneBy == undone.Key)
            _calls.Save(standing with { UndoneBy = null });
    }

    /// <summary>The same call once more: the answer that it got, and no second effect.</summary>
    private Answer Again(CallRow row)
    {
        if (row.Adapter != request.Adapter.Name
            || row.Operation != request.Call.Operation
            || !Json.IsSame(row.Input, request.Call.Input))
        {
            _calls.Save(row);
            return new Answer.Permanent(
                "KEY_REUSED",
                $"The idempotency key '{row.Key}' was used for {row.Adapter} {row.Operation} with another input. "
                + "Use a key of its own.");
        }

        return request.Fault is Fault.NeverKnown ? Met(row, NeverKnown()) : Answered(row);
    }

    private Answer.Permanent KeyUndone(CallRow row)
    {
        _calls.Save(row with { Refusal = "KEY_UNDONE" });
        return new Answer.Permanent(
            "KEY_UNDONE",
            $"The call with the idempotency key '{row.Key}' was undone. Use a new key to do it after all.");
    }

    private Answer.Succeeded Answered(CallRow row)
    {
        _calls.Save(row);
        return row.ToAnswer();
    }

    private T Met<T>(CallRow row, T answer)
    {
        _calls.Save(row with { Faults = row.Faults + 1 });
        return answer;
    }

    private Answer.Unknown NeverKnown() => new Answer.Unknown($"{Asked()} No answer came.");

    private string Asked() => $"The sandbox was asked to let {request.Adapter.Name} {request.Call.Operation} go wrong.";
}
