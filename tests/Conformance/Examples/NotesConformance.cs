using Notes;
using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Examples;

/// <summary>The example of docs/adapters.md on a folder of its own.</summary>
public sealed class NotesTrial : AdapterTrial
{
    private readonly TemporaryFolder _folder = new("notes");
    private readonly MishapAdapter _adapter;

    public NotesTrial() => _adapter = new MishapAdapter(
        new NotesAdapter(new NoteFolder(_folder.Path), new MemoryRecords(), TimeProvider.System));

    public override IAdapter Adapter => _adapter;

    public override Task<string> WorldAsync() => Task.FromResult(string.Join('\n', Directory
        .GetFiles(_folder.Path)
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)}: {File.ReadAllText(file)}")));

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        _adapter.Arrange(mishap, call.IdempotencyKey);
        return call;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class Writing_a_note() : ReversibleAdapterConformance(new NotesTrial())
{
    protected override string Operation => "write-note";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("write-note", """{ "customer": "bob", "text": "Rings twice." }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("CUSTOMER_MISSING", """{ "text": "Whose?" }"""),
        ("NOTE_EXISTS", """{ "customer": "bob", "text": "Rings once." }"""),
    ];

    protected override string Input(int number) => $$"""{ "customer": "ada-{{number}}", "text": "Likes tea." }""";
}

public sealed class Deleting_a_note() : ReversibleAdapterConformance(new NotesTrial())
{
    protected override string Operation => "delete-note";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("write-note", """{ "customer": "ada-0", "text": "Likes tea." }"""),
        ("write-note", """{ "customer": "ada-1", "text": "" }"""),
        ("write-note", """{ "customer": "ada-2" }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused => [("CUSTOMER_MISSING", "{}")];

    protected override string Input(int number) => $$"""{ "customer": "ada-{{number}}" }""";
}
