using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Tests.Unit.Documents;

/// <summary>Keeps a note per customer, a file each: the smallest adapter that keeps the rules.</summary>
public sealed class NotesAdapter(string folder) : IAdapter
{
    private const string Schema = """
        { "type": "object", "required": ["customer"],
          "properties": { "customer": { "type": "string", "pattern": "^[a-z0-9-]+$" }, "text": { "type": "string" } } }
        """;

    public AdapterDescription Description { get; } = new("notes",
    [
        new("write-note", Schema, Schema, Inverse: "delete-note", CanRead: true)
        {
            Summary = "Writes a customer's note.",
        },
        new("delete-note", Schema, Schema, CanRead: true) { Summary = "Deletes a customer's note." },
    ]);

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        var (file, note) = (FileOf(call), new Resource("note", CustomerOf(call)));
        if (call.Operation == "delete-note")
        {
            File.Delete(file); // That there is none is fine: an inverse accepts that there is nothing to undo.
            return new Answer.Succeeded { Resources = [new(note, Released: true)] };
        }

        // The same key again is the same call; a note of another call is not ours to overwrite.
        if (File.Exists(file) && !await IsByAsync(call.IdempotencyKey, file))
            return new Answer.Permanent("NOTE_EXISTS", $"Customer '{note.ExternalId}' has a note. Delete it first.");

        await File.WriteAllTextAsync(file, $"{call.IdempotencyKey}\n{call.Input}", CancellationToken.None);
        return new Answer.Succeeded(call.Input) { Resources = [new(note)] };
    }

    public async Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation)
    {
        var file = FileOf(call);
        var isDone = call.Operation == "delete-note"
            ? !File.Exists(file)
            : File.Exists(file) && await IsByAsync(call.IdempotencyKey, file);
        return isDone ? new ReadAnswer.Done(call.Input) : new ReadAnswer.NotDone();
    }

    private static async Task<bool> IsByAsync(string key, string file) =>
        (await File.ReadAllLinesAsync(file))[0] == key;

    private static string CustomerOf(AdapterCall call) => call.Input.GetProperty("customer").GetString()!;

    private string FileOf(AdapterCall call) => Path.Combine(folder, CustomerOf(call) + ".note");
}
