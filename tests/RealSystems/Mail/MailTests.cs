using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Mail;

public sealed class MailTests(MailSink sink) : IClassFixture<MailSink>, IAsyncLifetime, IAsyncDisposable
{
    private const string Declaration =
        """
        { "operations": { "send-welcome": {
          "summary": "Welcomes a customer.", "input": { "type": "object" },
          "to": "${input.name} <${input.address}>", "cc": "${input.copies?}", "replyTo": "help@example.com",
          "subject": "Welcome, ${input.name}: your line of ${input.speed} Mbit/s ist bereit für Sie und für alle anderen im Haus",
          "textFile": "welcome.txt", "htmlFile": "welcome.html" } } }
        """;

    private readonly MailTrial _trial = new(sink);

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _trial.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task What_arrives_is_what_the_templates_say_in_every_script()
    {
        using var folder = new TemporaryFolder("mail-templates");
        folder.Write("welcome.txt", "Hello ${input.name},\n.\n..dots\n" + new string('x', 200) + " \n€ = ${input.speed}\n");
        folder.Write("welcome.html", "<p title=\"${input.name}\">Grüße, ${input.name}!</p>");
        var adapter = LikeAnOperators(folder);
        var input = new JsonObject
        {
            ["name"] = "Ada <b>\"Lovelace\"</b> 李",
            ["address"] = $"ada@{_trial.Domain}",
            ["copies"] = new JsonArray($"böb@{_trial.Domain}", "eve@bücher.example"),
            ["speed"] = 100,
        };
        input["name"] = "Ada \"Quote\" & 李";

        var answer = Assert.IsType<Answer.Succeeded>(await adapter.ExecuteAsync(Call("send-welcome", input), default));

        var mail = JsonNode.Parse(Assert.Single(sink.To(_trial.Domain)))!;
        var id = answer.Output!.Value.GetProperty("messageId").GetString();
        var expected = new JsonObject
        {
            ["envelope"] = new JsonObject
            {
                ["from"] = "service@example.com",
                ["to"] = new JsonArray($"ada@{_trial.Domain}", $"böb@{_trial.Domain}", "eve@xn--bcher-kva.example"),
                ["utf8"] = true,
                ["user"] = MailSink.User,
                ["encrypted"] = true,
            },
            ["message"] = new JsonObject
            {
                ["from"] = "Zoë's Service <service@example.com>",
                ["to"] = $"\"Ada \\\"Quote\\\" & 李\" <ada@{_trial.Domain}>",
                ["cc"] = $"böb@{_trial.Domain}, eve@xn--bcher-kva.example",
                ["bcc"] = "None",
                ["replyTo"] = "help@example.com",
                ["subject"] = "Welcome, Ada \"Quote\" & 李: your line of 100 Mbit/s ist bereit für Sie und für alle anderen im Haus",
                ["messageId"] = $"<{id}>",
                ["type"] = "multipart/alternative",
                ["text"] = "Hello Ada \"Quote\" & 李,\n.\n..dots\n" + new string('x', 200) + " \n€ = 100\n",
                ["html"] = "<p title=\"Ada &quot;Quote&quot; &amp; 李\">Grüße, Ada &quot;Quote&quot; &amp; 李!</p>\n",
                ["defects"] = new JsonArray(),
            },
            ["longestLine"] = mail["longestLine"]!.DeepClone(),
            ["bareLineBreaks"] = 0,
            ["isAscii"] = false,
        };
        Assert.Equal(expected.ToJsonString(Relaxed), mail.ToJsonString(Relaxed));
        Assert.True(mail["longestLine"]!.GetValue<int>() <= 78);
    }

    [Fact]
    public async Task A_plain_mail_goes_in_ascii_and_blind_copies_are_blind()
    {
        var input = new JsonObject
        {
            ["to"] = $"Ada <ada@{_trial.Domain}>",
            ["bcc"] = $"eve@{_trial.Domain}",
            ["subject"] = string.Join(' ', Enumerable.Repeat("A subject of many words", 8)),
            ["text"] = "Grüße",
        };

        Assert.IsType<Answer.Succeeded>(await _trial.Adapter.ExecuteAsync(Call("send-mail", input), default));

        var mail = JsonNode.Parse(Assert.Single(sink.To(_trial.Domain)))!;
        Assert.Equal(
            $$"""["ada@{{_trial.Domain}}","eve@{{_trial.Domain}}"]""", mail["envelope"]!["to"]!.ToJsonString(Relaxed));
        Assert.Equal("None", mail["message"]!["bcc"]!.GetValue<string>());
        Assert.Equal(input["subject"]!.GetValue<string>(), mail["message"]!["subject"]!.GetValue<string>());
        Assert.Equal("Grüße\n", mail["message"]!["text"]!.GetValue<string>());
        Assert.Equal("[]", mail["message"]!["defects"]!.ToJsonString());
        Assert.True(mail["isAscii"]!.GetValue<bool>() && mail["longestLine"]!.GetValue<int>() <= 78);
    }

    [Fact]
    public async Task A_full_mailbox_is_tried_again_and_nobody_else_gets_the_mail_meanwhile()
    {
        var input = Welcome($"ada@{_trial.Domain}", $"full@{_trial.Domain}");

        var answer = await _trial.Adapter.ExecuteAsync(Call("send-mail", input), default);

        Assert.Equal(
            new Answer.Retryable(
                "RECIPIENT_REFUSED",
                $"The recipient full@{_trial.Domain} is refused: 452 4.2.2 The mailbox is full. It may work later."),
            answer);
        Assert.Empty(sink.To(_trial.Domain));
    }

    [Fact]
    public async Task A_server_that_hangs_before_it_has_the_mail_is_known_not_to_have_it()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        var adapter = MailTrial.Make(_trial.Settings(port), _trial.Records);
        using var timeout = new CancellationTokenSource();
        var call = Call("send-mail", Welcome($"ada@{_trial.Domain}"));
        var hanging = adapter.ExecuteAsync(call, timeout.Token);
        using var client = await silent.AcceptTcpClientAsync();

        await timeout.CancelAsync();

        Assert.Equal(new Answer.Unknown("'send-mail' was given up before it ended."), await hanging);
        Assert.IsType<ReadAnswer.NotDone>(await adapter.ReadAsync(call, default));
    }

    [Fact]
    public async Task With_wrong_credentials_nothing_is_sent_and_no_password_is_told()
    {
        var settings = _trial.Settings(sink.Port);
        settings["password"] = new JsonObject { ["env"] = "MAIL_TRIAL_WRONG" };
        var adapter = MailTrial.Make(settings, _trial.Records);

        var answer = await adapter.ExecuteAsync(Call("send-mail", Welcome($"ada@{_trial.Domain}")), default);

        Assert.Equal(
            new Answer.Retryable(
                "CREDENTIALS_REFUSED", "Signing in as orchestrator failed: 535 refused. It may work later."),
            answer);
        Assert.Empty(sink.To(_trial.Domain));
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_gets_nothing()
    {
        var settings = Encrypted();
        settings.Remove("caFile");
        var adapter = MailTrial.Make(settings, _trial.Records);

        var answer = await adapter.ExecuteAsync(Call("send-mail", Welcome($"ada@{_trial.Domain}")), default);

        Assert.Equal("TLS_FAILED", Assert.IsType<Answer.Retryable>(answer).Code);
        Assert.Empty(sink.To(_trial.Domain));
    }

    [Fact]
    public async Task A_mail_sent_twice_under_two_records_has_one_message_id()
    {
        var call = Call("send-mail", Welcome($"ada@{_trial.Domain}"));
        await _trial.Adapter.ExecuteAsync(call, default);
        await MailTrial.Make(_trial.Settings(sink.Port), new MemoryRecords()).ExecuteAsync(call, default);

        var ids = sink.To(_trial.Domain).Select(mail => JsonNode.Parse(mail)!["message"]!["messageId"]!.GetValue<string>());

        Assert.Single(ids.Distinct());
        Assert.Equal(2, sink.To(_trial.Domain).Count);
    }

    private static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static AdapterCall Call(string operation, JsonObject input) =>
        new(operation, JsonSerializer.SerializeToElement(input), Guid.NewGuid().ToString());

    private static JsonObject Welcome(params string[] to) => new()
    {
        ["to"] = new JsonArray([.. to.Select(address => JsonValue.Create(address))]),
        ["subject"] = "Welcome",
        ["text"] = "Hello.",
    };

    private JsonObject Encrypted()
    {
        var settings = _trial.Settings(sink.Port);
        settings["server"] = $"smtp://localhost:{sink.Port}";
        settings["caFile"] = sink.CaFile;
        settings.Remove("startTls");
        settings.Remove("allowClearText");
        return settings;
    }

    private IAdapter LikeAnOperators(TemporaryFolder folder) =>
        MailTrial.Make(Encrypted(), _trial.Records, Declaration, folder.Path);
}
