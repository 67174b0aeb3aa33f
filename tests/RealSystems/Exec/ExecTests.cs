using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Exec;

public sealed class ExecTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("exec-tests");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exit 0", """Succeeded {"Output":null,"Resources":[{"Resource":{"Kind":"host","ExternalId":"a b","Attributes":{}},"Released":false}]}""")]
    [InlineData("""echo '{"output":{"x":1},"resources":[{"kind":"y","id":"z"}]}'""", """Succeeded {"Output":{"x":1},"Resources":[{"Resource":{"Kind":"y","ExternalId":"z","Attributes":{}},"Released":false}]}""")]
    [InlineData("echo rubbish", """Unknown {"Message":"The program of 'run' ended with 0, and what it wrote is no JSON object."}""")]
    [InlineData("echo '[1]'", """Unknown {"Message":"The program of 'run' ended with 0, and what it wrote is no JSON object."}""")]
    [InlineData("""echo '{"resources":[{}]}'""", """Unknown {"Message":"The program of 'run' ended with 0, and what it wrote is no JSON object."}""")]
    [InlineData("echo one >&2; echo two >&2; exit 3", """Permanent {"Code":"PROGRAM_FAILED","Message":"The program of 'run' ended with 3: one | two."}""")]
    [InlineData("""echo '{"code":"NO_HOST","message":"There is no host."}'; exit 1""", """Permanent {"Code":"NO_HOST","Message":"There is no host."}""")]
    [InlineData("""echo '{"code":"BUSY","retryAfterSeconds":2.5}'; exit 75""", """Retryable {"Code":"BUSY","Message":"The program of 'run' ended with 75, and said nothing.","RetryAfter":"00:00:02.5000000"}""")]
    [InlineData("exit 64", """Unknown {"Message":"The program of 'run' ended with 64, and said nothing."}""")]
    [InlineData("kill -9 $$", """Unknown {"Message":"The program of 'run' ended with 137, and said nothing."}""")]
    [InlineData("echo \"$TOKEN and $PLAIN\" >&2; cat >&2; exit 1", """Permanent {"Code":"PROGRAM_FAILED","Message":"The program of 'run' ended with 1: *** and plain | {\"call\":\"execute\",\"operation\":\"run\",\"input\":{\"name\":\"a b\",\"password\":\"***\"},\"idempotencyKey\":\"a/1/do\",\"undoes\":null,\"attempt\":1}."}""")]
    [InlineData("yes", """Unknown {"Message":"The program of 'run' wrote more than it may, and was ended. See outputBytesMax."}""")]
    [InlineData("yes >&2 & sleep 0.2; exit 2", """Permanent {"Code":"PROGRAM_FAILED","Message":"The program of 'run' ended with 2: y | y | y | y | y | y | y | y | y | y."}""")]
    [InlineData("env | cut -d= -f1 | sort | tr '\\n' ' ' >&2; exit 1", """Permanent {"Code":"PROGRAM_FAILED","Message":"The program of 'run' ended with 1: LANG PATH PLAIN PWD TOKEN."}""")]
    public async Task How_a_program_ends_is_the_answer(string script, string expected)
    {
        var answer = await Adapter(script).ExecuteAsync(Call, default);

        Assert.Equal(expected, $"{answer.GetType().Name} {JsonSerializer.Serialize<object>(answer, Relaxed)}");
    }

    [Theory]
    [InlineData("sleep 1000 & echo $! > grandchild; echo $$ > child; wait")]
    [InlineData("trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > grandchild; sleep 1000; sleep 1000' & echo $$ > child; wait; wait")]
    public async Task When_the_time_is_up_all_that_was_started_ends_even_what_does_not_want_to(string script)
    {
        using var timeout = new CancellationTokenSource();
        var running = Adapter(script).ExecuteAsync(Call, timeout.Token);
        var (child, grandchild) = (await NumberAsync("child"), await NumberAsync("grandchild"));
        Assert.True(IsAlive(child) && IsAlive(grandchild));

        await timeout.CancelAsync();
        var answer = await running;

        Assert.Equal(new Answer.Unknown("The program of 'run' was ended, as its time was up."), answer);
        await GoneAsync(child);
        await GoneAsync(grandchild);
    }

    [Fact]
    public async Task What_a_program_leaves_behind_ends_with_it()
    {
        var answer = await Adapter("sleep 1000 & echo $! > grandchild").ExecuteAsync(Call, default);

        Assert.IsType<Answer.Succeeded>(answer);
        await GoneAsync(await NumberAsync("grandchild"));
    }

    [Fact]
    public async Task What_got_out_of_the_group_and_holds_the_outputs_is_not_waited_for()
    {
        var answer = await Adapter("setsid sleep 1000 & echo $! > grandchild; sleep 0.2").ExecuteAsync(Call, default);

        Assert.IsType<Answer.Succeeded>(answer);
        System.Diagnostics.Process.GetProcessById(await NumberAsync("grandchild")).Kill();
    }

    [Fact]
    public async Task What_is_read_back_is_what_its_exit_code_says()
    {
        var adapter = Adapter(
            """case $1 in 0) echo '{"output":{"x":1}}';; 2) echo why >&2;; esac; exit ${1:-0}""",
            """, "read": { "arguments": ["0"] }""");
        var notDone = Adapter("exit $1", """, "read": { "arguments": ["1"] }""");
        var unknown = Adapter("echo why >&2; exit $1", """, "read": { "arguments": ["2"] }""");

        Assert.Equal("""{"x":1}""", Assert.IsType<ReadAnswer.Done>(await adapter.ReadAsync(Call, default)).Output.ToString());
        Assert.IsType<ReadAnswer.NotDone>(await notDone.ReadAsync(Call, default));
        Assert.Equal(
            new ReadAnswer.StillUnknown("The program that reads back 'run' ended with 2: why."),
            await unknown.ReadAsync(Call, default));
    }

    [Fact]
    public async Task Nothing_of_an_input_is_part_of_the_command()
    {
        var adapter = Adapter("echo \"$# $*\" >&2; exit 1", """, "arguments": ["${input.name}", "$(id)", "a  b"]""");

        var answer = Assert.IsType<Answer.Permanent>(await adapter.ExecuteAsync(Call, default));

        Assert.Equal("The program of 'run' ended with 1: 3 ${input.name} $(id) a  b.", answer.Message);
    }

    [Fact]
    public async Task A_program_that_is_gone_is_no_effect()
    {
        var adapter = Adapter("exit 0");
        File.Delete(_folder.PathOf("run.sh"));

        Assert.Equal("PROGRAM_NOT_STARTED", Assert.IsType<Answer.Retryable>(await adapter.ExecuteAsync(Call, default)).Code);
    }

    private static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static AdapterCall Call { get; } = new(
        "run", JsonDocument.Parse("""{ "name": "a b", "password": "my secret" }""").RootElement, "a/1/do");

    private IAdapter Adapter(string script, string more = "")
    {
        var name = more.Length == 0 ? "run.sh" : $"run{Directory.GetFiles(_folder.Path).Length}.sh";
        var file = _folder.Write(name, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Write("token", "hidden token\n");
        return ExecTrial.Make(
            $$"""
            { "operations": { "run": {
              "summary": "Runs.", "program": "./{{name}}", "environment": { "PLAIN": "plain", "TOKEN": { "file": "token" } },
              "input": { "type": "object", "properties": { "password": { "type": "string", "x-sensitive": true } } },
              "resources": [ { "kind": "host", "id": "${input.name}" } ]{{more}} } } }
            """,
            _folder.Path);
    }

    private async Task<int> NumberAsync(string file)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (File.Exists(_folder.PathOf(file)) && int.TryParse(await File.ReadAllTextAsync(_folder.PathOf(file)), out var id))
                return id;

            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task GoneAsync(int id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (IsAlive(id))
            await Task.Delay(20, patience.Token);
    }

    /// <summary>One that nobody has asked about its end yet has ended all the same.</summary>
    private static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
