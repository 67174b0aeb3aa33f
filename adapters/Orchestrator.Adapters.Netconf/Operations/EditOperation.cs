using System.Text.Json;
using System.Xml.Linq;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Netconf.Messages;
using Orchestrator.Adapters.Netconf.Sessions;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>Edits a device's configuration, knowing what was there before, and takes that edit back.</summary>
internal sealed class EditOperation(OperationPlan plan, DeviceTable devices) : IPreviewedOperation
{
    private const int RecordCharactersMax = 400_000;

    public async Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            var pool = plan.FindDevice(call.Input, devices);
            var config = plan.Fill(call.Input, Xml.Base + "config");
            var keys = plan.KeysFor(call.Input);
            var scope = Scope.Of(config, keys);
            var edit = await EditSession.BeginAsync(pool, cancellation).ConfigureAwait(false);
            await using (edit.ConfigureAwait(false))
            {
                var before = await edit.ReadAsync(scope, cancellation).ConfigureAwait(false);
                var after = await new Rehearsal(edit, config, scope, before, keys)
                    .RunAsync(plan.Declared.Description.Inverse is not null, cancellation).ConfigureAwait(false);
                return RecordOf(call, pool, config, before, after, keys);
            }
        }
        catch (Exception failure) when (Failure.AnswerOf(failure) is { } answer)
        {
            return new Preparation.Refused(answer);
        }
    }

    public async Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        var record = EditRecord.Of(before);
        var trees = record.ToTrees();
        if (!trees.HasChange)
            return SuccessOf(call.Input, record);

        return await WithAsync(record, async edit =>
        {
            if (!trees.IsUndoneIn(await edit.ReadAsync(trees.Scope, cancellation).ConfigureAwait(false)))
                return new Answer.Retryable(
                    "DEVICE_CHANGED", "What was to be edited has changed in between. Nothing was done; try again.");

            return await MakeAsync(edit, trees.Edit, trees.Scope, trees.IsDoneIn, cancellation).ConfigureAwait(false)
                ?? SuccessOf(call.Input, record);
        }, cancellation).ConfigureAwait(false);
    }

    public async Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        var record = EditRecord.Of(before);
        var trees = record.ToTrees();
        try
        {
            // Who has the lock knows that no other session is at work, nor a commit of one waiting to be confirmed.
            var edit = await EditSession.BeginAsync(PoolOf(record), cancellation).ConfigureAwait(false);
            await using (edit.ConfigureAwait(false))
            {
                var now = await edit.ReadRunningAsync(trees.Scope, cancellation).ConfigureAwait(false);
                if (trees.IsDoneIn(now))
                {
                    return new ReadAnswer.Done(record.Output)
                    {
                        Resources = plan.ResourcesOf(call.Input, record.Output),
                    };
                }

                return trees.IsUndoneIn(now)
                    ? new ReadAnswer.NotDone()
                    : new ReadAnswer.StillUnknown(
                        "What is on the device is neither what was there before nor what was to be. Look at it.");
            }
        }
        catch (Exception failure) when (Failure.AnswerOf(failure) is { } answer)
        {
            return new ReadAnswer.StillUnknown(Failure.MessageOf(answer));
        }
    }

    public async Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation)
    {
        var record = EditRecord.Of(before);
        var trees = record.ToTrees();
        return await WithAsync(record, async edit =>
        {
            var now = await edit.ReadAsync(trees.Scope, cancellation).ConfigureAwait(false);
            var reversal = trees.ReversalFrom(now);
            if (reversal.Conflicts.Count > 0)
                return new Answer.Permanent(
                    "CHANGED_SINCE", $"Somebody has changed {string.Join(", ", reversal.Conflicts)} since. Put it back "
                        + "by hand, or make it what it was after the step, and try again.");

            var answer = reversal.Edit.HasElements
                ? await MakeAsync(edit, reversal.Edit, trees.Scope, trees.IsUndoneIn, cancellation)
                    .ConfigureAwait(false)
                : null;
            return answer ?? new Answer.Succeeded { Resources = UndoneResources(done.Input, record) };
        }, cancellation).ConfigureAwait(false);
    }

    public string PreviewOf(AdapterCall call, JsonElement before)
    {
        var trees = EditRecord.Of(before).ToTrees();
        return DiffText.Of(trees.Before, trees.After, trees.Keys);
    }

    public async Task<string?> PreviewRestoreAsync(
        AdapterCall done, JsonElement before, CancellationToken cancellation)
    {
        var record = EditRecord.Of(before);
        var trees = record.ToTrees();
        var edit = await EditSession.BeginAsync(PoolOf(record), cancellation).ConfigureAwait(false);
        await using (edit.ConfigureAwait(false))
        {
            var now = await edit.ReadRunningAsync(trees.Scope, cancellation).ConfigureAwait(false);
            var reversal = trees.ReversalFrom(now);
            return reversal.Conflicts.Count > 0
                ? string.Join('\n', reversal.Conflicts.Select(path => $"~ {path} was changed since: not undoable"))
                : DiffText.Of(now, Editing.Apply(reversal.Edit, now, trees.Keys), trees.Keys);
        }
    }

    /// <summary>Null where it was made.</summary>
    private static async Task<Answer?> MakeAsync(
        EditSession edit, XElement config, XElement scope, Func<XElement, bool> isMade, CancellationToken cancellation)
    {
        if (!edit.HasCandidate)
        {
            await edit.EditRunningAsync(config, cancellation).ConfigureAwait(false);
            return isMade(await edit.ReadAsync(scope, cancellation).ConfigureAwait(false))
                ? null
                : new Answer.Unknown("The device took the edit, and has something else now.");
        }

        await edit.EditCandidateAsync(config, cancellation).ConfigureAwait(false);
        if (!isMade(await edit.ReadAsync(scope, cancellation).ConfigureAwait(false)))
            return new Answer.Retryable(
                "DEVICE_CHANGED", "The edit has another effect than it had in rehearsal. Nothing was done; try again.");

        var isCommitted = await edit.CommitAsync(
            async () => isMade(await edit.ReadRunningAsync(scope, cancellation).ConfigureAwait(false)),
            cancellation).ConfigureAwait(false);
        return isCommitted ? null : new Answer.Unknown("The device committed the edit, and has something else now.");
    }

    private async Task<Answer> WithAsync(
        EditRecord record, Func<EditSession, Task<Answer>> act, CancellationToken cancellation)
    {
        EditSession? edit = null;
        try
        {
            edit = await EditSession.BeginAsync(PoolOf(record), cancellation).ConfigureAwait(false);
            await using (edit.ConfigureAwait(false))
                return await act(edit).ConfigureAwait(false);
        }
        catch (NetconfException failure) when (edit is { IsDoubtful: true })
        {
            return new Answer.Unknown(failure.Message);
        }
        catch (Exception failure) when (Failure.AnswerOf(failure) is { } answer)
        {
            return answer;
        }
    }

    private Preparation RecordOf(
        AdapterCall call, SessionPool pool, XElement config, XElement before, XElement after, ListKeys keys)
    {
        var (prunedBefore, prunedAfter) = Pruning.Of(before, after, keys);
        var record = new EditRecord(
            pool.Device.Name,
            Xml.Text(config),
            Xml.Text(prunedBefore),
            Xml.Text(prunedAfter),
            keys.Declared,
            plan.Outputs.Of(after, OperationPlan.ScopeOf(call.Input)),
            !before.Descendants().Any(node => !node.HasElements && node.Value.Length > 0));
        return record.Edit.Length + record.Before.Length + record.After.Length <= RecordCharactersMax
            ? new Preparation.Ready(record.ToJson())
            : new Preparation.Refused(new Answer.Permanent(
                "EDIT_TOO_LARGE", $"What changes has more than {RecordCharactersMax} characters. Split the edit."));
    }

    private SessionPool PoolOf(EditRecord record) => devices.Find(record.Device) ?? throw new UnfitEditException(
        "UNKNOWN_DEVICE", $"The device '{record.Device}' is not configured any more. Configure it.");

    private Answer.Succeeded SuccessOf(JsonElement input, EditRecord record) =>
        new(record.Output) { Resources = plan.ResourcesOf(input, record.Output) };

    /// <summary>What was made is gone, if there was nothing before; anything else is there again.</summary>
    private IReadOnlyList<ResourceChange> UndoneResources(JsonElement input, EditRecord record) =>
        [.. plan.ResourcesOf(input, record.Output).Select(
            change => change with { Released = !change.Released && record.IsNew })];
}
