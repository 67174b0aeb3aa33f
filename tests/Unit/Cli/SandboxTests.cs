using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class SandboxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("sandbox");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_world_of_a_data_folder_is_printed()
    {
        await MakeMailboxAsync();

        var run = await Run.Of(new ScriptedServer(), "sandbox", "dump", "--data", _folder.Path);

        Assert.Equal("", run.Error);
        Assert.Contains("mailboxes (1)\n", run.Output);
        Assert.Contains("ann@example.com", run.Output);
        Assert.DoesNotContain("key-1", run.Output);
    }

    [Fact]
    public async Task The_calls_are_printed_where_they_are_asked_for()
    {
        await MakeMailboxAsync();

        var run = await Run.Of(new ScriptedServer(), "sandbox", "dump", "--data", _folder.Path, "--calls");

        Assert.Contains("key-1", run.Output);
    }

    [Fact]
    public async Task For_programs_it_is_one_document()
    {
        await MakeMailboxAsync();

        var run = await Run.Of(
            new ScriptedServer(), "sandbox", "dump", "--file", _folder.PathOf("sandbox.db"), "--json");

        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(1, document.RootElement.GetProperty("mailboxes").GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_is_no_sandbox_is_wrong_usage()
    {
        var file = _folder.PathOf("sandbox.db");
        await File.WriteAllTextAsync(file, "This is no database at all.");

        var run = await Run.Of(new ScriptedServer(), "sandbox", "dump", "--file", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(file, run.Error);
    }

    private async Task MakeMailboxAsync()
    {
        using var adapters = SandboxAdapters.Create(new SandboxOptions { File = _folder.PathOf("sandbox.db") });
        using var input = JsonDocument.Parse("""{"address": "ann@example.com", "customer": "C-1"}""");

        var answer = await adapters["mail"].ExecuteAsync(
            new AdapterCall("create-mailbox", input.RootElement, "key-1"), CancellationToken.None);

        Assert.IsType<Answer.Succeeded>(answer);
    }
}
