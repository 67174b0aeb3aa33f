using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Declared.Recorded;

namespace Notes;

/// <summary>
/// What writing and deleting have in common: a note that was one text, or none, becomes another, or none; and the text
/// that was there, which is recorded before anything is changed, is put back by the undo.
/// </summary>
public abstract class NoteChange(NoteFolder notes) : IPreviewedOperation
{
    public Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (!call.Input.TryGetProperty("customer", out _))
            return Refuse("CUSTOMER_MISSING", "The input has no customer. Name one.");

        return Task.FromResult(Check(CustomerOf(call), notes.Read(CustomerOf(call))) is { } refusal
            ? new Preparation.Refused(refusal)
            : (Preparation)new Preparation.Ready(JsonSerializer.SerializeToElement(notes.Read(CustomerOf(call)))));
    }

    public Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        notes.Put(CustomerOf(call), TextAfter(call));
        return Task.FromResult<Answer>(new Answer.Succeeded(call.Input) { Resources = [ChangeOf(call, TextAfter(call))] });
    }

    public Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(notes.Read(CustomerOf(call)) == TextAfter(call)
            ? new ReadAnswer.Done(call.Input) { Resources = [ChangeOf(call, TextAfter(call))] }
            : new ReadAnswer.NotDone());

    public Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation)
    {
        // What somebody else has written since is not ours to undo.
        if (notes.Read(CustomerOf(done)) == TextAfter(done))
            notes.Put(CustomerOf(done), before.GetString());
        return Task.FromResult<Answer>(new Answer.Succeeded { Resources = [ChangeOf(done, before.GetString())] });
    }

    public string PreviewOf(AdapterCall call, JsonElement before) =>
        Line(CustomerOf(call), before.GetString(), TextAfter(call));

    public Task<string?> PreviewRestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation) =>
        Task.FromResult<string?>(Line(CustomerOf(done), notes.Read(CustomerOf(done)), before.GetString()));

    /// <summary>Why it cannot be done; null where it can.</summary>
    protected abstract Answer.Permanent? Check(string customer, string? text);

    /// <summary>Null: there is none afterwards.</summary>
    protected abstract string? TextAfter(AdapterCall call);

    private static string CustomerOf(AdapterCall call) => call.Input.GetProperty("customer").GetString()!;

    private static ResourceChange ChangeOf(AdapterCall call, string? text) =>
        new(new Resource("note", CustomerOf(call)), Released: text is null);

    private static string Line(string customer, string? before, string? after) => (before, after) switch
    {
        (null, null) => "changes nothing",
        (null, _) => $"+ note {customer}: {after}",
        (_, null) => $"- note {customer}: {before}",
        _ => $"~ note {customer}: {before} -> {after}",
    };

    private static Task<Preparation> Refuse(string code, string message) =>
        Task.FromResult<Preparation>(new Preparation.Refused(new Answer.Permanent(code, message)));
}

/// <summary>Writes a note where there is none.</summary>
public sealed class WriteNote(NoteFolder notes) : NoteChange(notes)
{
    protected override Answer.Permanent? Check(string customer, string? text) => text is null
        ? null
        : new("NOTE_EXISTS", $"Customer '{customer}' has a note. Delete it first.");

    protected override string? TextAfter(AdapterCall call) =>
        call.Input.TryGetProperty("text", out var text) ? text.GetString() : "";
}

/// <summary>Deletes a note. That there is none is fine.</summary>
public sealed class DeleteNote(NoteFolder notes) : NoteChange(notes)
{
    protected override Answer.Permanent? Check(string customer, string? text) => null;

    protected override string? TextAfter(AdapterCall call) => null;
}
