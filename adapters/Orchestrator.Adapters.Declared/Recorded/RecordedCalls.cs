using System.Text.Json;

namespace Orchestrator.Adapters.Declared.Recorded;

/// <summary>
/// Carries out operations on a system that knows no idempotency keys, so that the rules of adapters are kept: the same
/// key has one effect, an undo restores what was there, and what became of a call can be told after a lost answer. What
/// was there is durable before anything is changed.
/// </summary>
/// <param name="operations">By name, those with an effect.</param>
/// <param name="inverses">
/// The inverse of each operation that has one. Called to undo a call, it restores what that call changed; called as a
/// step of its own, it is an operation as any other.
/// </param>
/// <param name="records">Where calls are recorded.</param>
/// <param name="time">The clock.</param>
public sealed class RecordedCalls(
    IReadOnlyDictionary<string, IRecordedOperation> operations,
    IReadOnlyDictionary<string, string> inverses,
    IAdapterRecords records,
    TimeProvider time)
{
    /// <summary>
    /// How long a call of another process that ended is taken to be under way, at most: read-backs end not long after.
    /// </summary>
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(10);

    /// <summary>Of this object: another one in the same process does not hold these locks.</summary>
    private readonly Guid _process = Guid.NewGuid();

    private readonly KeyLocks _locks = new();

    /// <summary>Carries out a call of an operation, or of an inverse.</summary>
    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            using (await _locks.TakeAsync(call.Undoes ?? call.IdempotencyKey, cancellation).ConfigureAwait(false))
            {
                if (call.Undoes is { } undone)
                {
                    var record = await FindAsync(undone, cancellation).ConfigureAwait(false);
                    if (IsRestoredBy(call.Operation, record))
                        return await UndoAsync(call, undone, record, cancellation).ConfigureAwait(false);
                }

                return await DoAsync(call, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return new Answer.Unknown($"'{call.Operation}' was given up before it ended.");
        }
        catch (IOException failure)
        {
            return new Answer.Unknown($"'{call.Operation}' broke off: {failure.Message}");
        }
    }

    /// <summary>Tells what became of an earlier call, of an operation or of an inverse.</summary>
    public async Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            using (await _locks.TakeAsync(call.Undoes ?? call.IdempotencyKey, cancellation).ConfigureAwait(false))
            {
                if (call.Undoes is { } undone)
                {
                    var record = await FindAsync(undone, cancellation).ConfigureAwait(false);
                    if (IsRestoredBy(call.Operation, record))
                    {
                        return record is { State: CallState.Undone, Undone: { } success }
                            && record.UndoneBy == call.IdempotencyKey
                                ? success.ToReadAnswer()
                                : new ReadAnswer.NotDone(); // To undo again what was undone does no harm.
                    }
                }

                return await ReadDoneAsync(call, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return new ReadAnswer.StillUnknown($"What became of '{call.Operation}' was not told in time.");
        }
        catch (IOException failure)
        {
            return new ReadAnswer.StillUnknown($"What became of '{call.Operation}' cannot be told: {failure.Message}");
        }
    }

    /// <summary>
    /// Says what a call would change now, of an operation or of an inverse; null where its operation cannot tell.
    /// </summary>
    public async Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation)
    {
        var record = await FindAsync(call.Undoes ?? call.IdempotencyKey, cancellation).ConfigureAwait(false);
        if (call.Undoes is not null && IsRestoredBy(call.Operation, record))
        {
            if (record is not { State: CallState.Begun or CallState.Done })
                return "changes nothing";

            return operations.GetValueOrDefault(record.Operation) is IPreviewedOperation undone
                ? await undone.PreviewRestoreAsync(CallOf(call.Undoes, record), record.Before, cancellation)
                    .ConfigureAwait(false)
                : null;
        }

        if (record is { State: CallState.Done } && call.Undoes is null)
            return "changes nothing: this call is done already";
        if (operations.GetValueOrDefault(call.Operation) is not IPreviewedOperation operation)
            return null;

        return await operation.PrepareAsync(call, cancellation).ConfigureAwait(false) switch
        {
            Preparation.Refused { Why: Answer.Permanent why } => $"would be refused with {why.Code}: {why.Message}",
            Preparation.Refused { Why: Answer.Retryable why } => $"cannot be made now: {why.Code}: {why.Message}",
            Preparation.Ready ready => operation.PreviewOf(call, ready.Before),
            _ => null,
        };
    }

    private bool IsRestoredBy(string inverse, CallRecord? record) => record is null || record.Operation.Length == 0
        ? inverses.Values.Contains(inverse, StringComparer.Ordinal)
        : record.Inverse == inverse;

    private async Task<Answer> DoAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (!operations.TryGetValue(call.Operation, out var operation))
            return new Answer.Permanent("UNKNOWN_OPERATION", $"There is no operation '{call.Operation}' here.");

        switch (await ReadDoneAsync(call, cancellation).ConfigureAwait(false))
        {
            case ReadAnswer.Done done:
                return new Answer.Succeeded(done.Output) { Resources = done.Resources };
            case ReadAnswer.StillUnknown unknown:
                return new Answer.Unknown(unknown.Message);
        }

        if (await FindAsync(call.IdempotencyKey, cancellation).ConfigureAwait(false) is { State: CallState.Undone })
            return new Answer.Permanent("CALL_UNDONE", $"This call of '{call.Operation}' was undone. Make a new one.");

        var preparation = await operation.PrepareAsync(call, cancellation).ConfigureAwait(false);
        if (preparation is Preparation.Refused refused)
            return refused.Why;

        var record = Begin(call, ((Preparation.Ready)preparation).Before);
        await PutAsync(call.IdempotencyKey, record, cancellation).ConfigureAwait(false);
        var answer = await operation.ApplyAsync(call, record.Before, cancellation).ConfigureAwait(false);
        if (answer is Answer.Succeeded succeeded)
            record = record with { State = CallState.Done, Done = RecordedSuccess.Of(succeeded) };
        else if (answer is not Answer.Unknown)
            record = record with { State = CallState.Failed };
        if (record.State != CallState.Begun)
            await PutAsync(call.IdempotencyKey, record, CancellationToken.None).ConfigureAwait(false);

        // Whoever gave the call up has been told that nobody knows; that it was not made is found by reading back.
        return record.State == CallState.Failed && cancellation.IsCancellationRequested
            ? new Answer.Unknown($"'{call.Operation}' was given up before it ended.")
            : answer;
    }

    /// <summary>
    /// Before the records say "not done", they keep it: a call that was slow to begin finds that it must begin anew.
    /// </summary>
    private async Task<ReadAnswer> ReadDoneAsync(AdapterCall call, CancellationToken cancellation)
    {
        var record = await FindAsync(call.IdempotencyKey, cancellation).ConfigureAwait(false);
        if (record is { State: CallState.Done })
            return record.Done!.ToReadAnswer();
        if (record is not { State: CallState.Begun })
            return new ReadAnswer.NotDone();

        if (!operations.TryGetValue(record.Operation, out var operation))
            return new ReadAnswer.StillUnknown(Gone(record));

        var looked = await operation.LookAsync(CallOf(call.IdempotencyKey, record), record.Before, cancellation)
            .ConfigureAwait(false);
        if (looked is ReadAnswer.NotDone && MayBeUnderWay(record))
            return new ReadAnswer.StillUnknown(
                $"Nothing is there yet, and until {record.SettledAt:u} the call may still be under way.");

        record = looked switch
        {
            ReadAnswer.Done done => record with { State = CallState.Done, Done = RecordedSuccess.Of(done) },
            ReadAnswer.NotDone => record with { State = CallState.Failed },
            _ => record,
        };
        if (record.State != CallState.Begun)
            await PutAsync(call.IdempotencyKey, record, CancellationToken.None).ConfigureAwait(false);
        return looked;
    }

    private async Task<Answer> UndoAsync(
        AdapterCall call, string undone, CallRecord? record, CancellationToken cancellation)
    {
        if (record is { State: CallState.Undone } && record.UndoneBy == call.IdempotencyKey)
            return record.Undone!.ToAnswer();

        if (record is not null && MayBeUnderWay(record))
            return new Answer.Retryable(
                "CALL_UNDER_WAY",
                $"'{record.Operation}' may still be under way until {record.SettledAt:u}, and is undone after that.",
                record.SettledAt - time.GetUtcNow());

        Answer answer = new Answer.Succeeded();
        if (record is { State: CallState.Begun or CallState.Done })
        {
            answer = operations.TryGetValue(record.Operation, out var operation)
                ? await operation.RestoreAsync(CallOf(undone, record), record.Before, cancellation).ConfigureAwait(false)
                : new Answer.Permanent("UNKNOWN_OPERATION", Gone(record));
        }

        if (answer is Answer.Succeeded succeeded && record is not { State: CallState.Undone })
        {
            record = (record ?? new CallRecord { State = CallState.Undone }) with
            {
                State = CallState.Undone,
                UndoneBy = call.IdempotencyKey,
                Undone = RecordedSuccess.Of(succeeded),
            };
            await PutAsync(undone, record, CancellationToken.None).ConfigureAwait(false);
        }

        return answer;
    }

    private CallRecord Begin(AdapterCall call, JsonElement before) => new()
    {
        State = CallState.Begun,
        Operation = call.Operation,
        Inverse = inverses.GetValueOrDefault(call.Operation),
        Input = call.Input,
        Before = before,
        Process = _process,
        SettledAt = time.GetUtcNow()
            + (call.Timeout > TimeSpan.Zero && call.Timeout < SettleMax ? call.Timeout : SettleMax),
    };

    /// <summary>By another process, which may have ended, or just be slow.</summary>
    private bool MayBeUnderWay(CallRecord record) =>
        record.State == CallState.Begun && record.Process != _process && time.GetUtcNow() < record.SettledAt;

    private static string Gone(CallRecord record) =>
        $"The call was of '{record.Operation}', and there is no such operation any more. Declare it again.";

    private static AdapterCall CallOf(string key, CallRecord record) => new(record.Operation, record.Input!.Value, key);

    private async Task<CallRecord?> FindAsync(string key, CancellationToken cancellation) =>
        await records.FindAsync(key, cancellation).ConfigureAwait(false) is { } content
            ? CallRecord.Parse(content)
            : null;

    private Task PutAsync(string key, CallRecord record, CancellationToken cancellation) =>
        records.PutAsync(key, record.ToString(), cancellation);
}
