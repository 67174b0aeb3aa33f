using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Documents;

/// <summary>The adapter that docs/adapters.md shows.</summary>
public sealed class FirstAdapterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("notes");
    private readonly NotesAdapter _adapter;

    public FirstAdapterTests() => _adapter = new NotesAdapter(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_document_shows_it_as_it_is()
    {
        var shown = File.ReadAllText(Repository.PathOf("docs/adapters.md"));
        var code = File.ReadAllText(Repository.PathOf("tests/Unit/Documents/NotesAdapter.cs"));

        Assert.Contains(
            code[code.IndexOf("/// <summary>", StringComparison.Ordinal)..].TrimEnd(), shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_keeps_the_rules_of_an_adapter()
    {
        var write = Call("write-note", "a1/write/do");
        var other = Call("write-note", "a2/write/do");
        var delete = Call("delete-note", "a1/write/undo");

        Assert.IsType<ReadAnswer.NotDone>(await _adapter.ReadAsync(write, default));
        Assert.IsType<Answer.Succeeded>(await _adapter.ExecuteAsync(write, default));
        Assert.IsType<Answer.Succeeded>(await _adapter.ExecuteAsync(write, default));
        Assert.IsType<ReadAnswer.Done>(await _adapter.ReadAsync(write, default));
        Assert.Equal("NOTE_EXISTS", Assert.IsType<Answer.Permanent>(await _adapter.ExecuteAsync(other, default)).Code);
        Assert.IsType<ReadAnswer.NotDone>(await _adapter.ReadAsync(other, default));
        Assert.IsType<Answer.Succeeded>(await _adapter.ExecuteAsync(delete, default));
        Assert.IsType<Answer.Succeeded>(await _adapter.ExecuteAsync(delete, default));
        Assert.IsType<ReadAnswer.Done>(await _adapter.ReadAsync(delete, default));
        Assert.IsType<Answer.Succeeded>(await _adapter.ExecuteAsync(other, default));
    }

    private static AdapterCall Call(string operation, string key) =>
        new(operation, JsonElement.Parse("""{ "customer": "ada", "text": "likes blue" }"""), key);
}
