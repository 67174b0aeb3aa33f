using System.Runtime.CompilerServices;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Declared.Recorded;

namespace Notes;

/// <summary>Keeps a note per customer: the smallest adapter that keeps the rules.</summary>
public sealed class NotesAdapter(NoteFolder notes, IAdapterRecords records, TimeProvider time) : IAdapter
{
    private const string Schema = """
        { "type": "object", "required": ["customer"], "properties": {
          "customer": { "type": "string", "pattern": "^[a-z0-9-]+$", "description": "The customer's id." },
          "text": { "type": "string", "description": "What is to be known." } } }
        """;

    private readonly RecordedCalls _calls = new(
        new Dictionary<string, IRecordedOperation>
        {
            ["write-note"] = new WriteNote(notes),
            ["delete-note"] = new DeleteNote(notes),
        },
        inverses: new Dictionary<string, string>
        {
            ["write-note"] = "delete-note",
            ["delete-note"] = "write-note",
        },
        records,
        time);

    public AdapterDescription Description { get; } = new(
        "notes",
        [
            new("write-note", Schema, Schema, Inverse: "delete-note", CanRead: true, CanPreview: true)
            {
                Summary = "Writes a customer's note.",
            },
            new("delete-note", Schema, Schema, Inverse: "write-note", CanRead: true, CanPreview: true)
            {
                Summary = "Deletes a customer's note.",
            },
        ],
        CanList: true);

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.ExecuteAsync(call, cancellation);

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.ReadAsync(call, cancellation);

    public Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.PreviewAsync(call, cancellation);

    public async IAsyncEnumerable<Resource> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var customer in notes.Customers)
            yield return new Resource("note", customer);
    }
}
