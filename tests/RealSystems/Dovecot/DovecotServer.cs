using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Http;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Dovecot;

[CollectionDefinition(Name)]
public sealed class DovecotCollection : ICollectionFixture<DovecotServer>
{
    public const string Name = "Dovecot";
}

/// <summary>Debian's Dovecot with doveadm's HTTP API, and the users ada and bob. It serves no mail as root.</summary>
public sealed class DovecotServer : HttpServer
{
    private const string ApiKey = "an-api-key-that-nobody-guesses";

    private readonly TemporaryFolder _folder = new("dovecot");
    private readonly HttpClient _client = new();
    private SystemProcess? _process;

    public override string Declaration => "doveadm";

    public override IReadOnlyDictionary<string, string> Secrets { get; } =
        new Dictionary<string, string> { ["apiKey"] = ApiKey };

    public override bool HasEffect(string request) =>
        request.Contains("mailboxCreate", StringComparison.Ordinal) || request.Contains("mailboxDelete", StringComparison.Ordinal);

    public override async Task InitializeAsync()
    {
        Port = FreePort.Take();
        _folder.Write("users", "ada:{PLAIN}x::::::\nbob:{PLAIN}x::::::\n");
        _folder.Write(
            "dovecot.conf",
            $$"""
            base_dir = {{_folder.PathOf("run")}}
            state_dir = {{_folder.PathOf("state")}}
            log_path = {{_folder.PathOf("log")}}
            protocols =
            listen = 127.0.0.1
            ssl = no
            mail_location = maildir:{{_folder.PathOf("mail")}}/%u
            mail_uid = mail
            mail_gid = mail
            first_valid_uid = 1
            first_valid_gid = 1
            doveadm_api_key = {{ApiKey}}
            default_internal_user = root
            default_internal_group = root
            default_login_user = root
            userdb {
              driver = passwd-file
              args = {{_folder.PathOf("users")}}
            }
            passdb {
              driver = passwd-file
              args = {{_folder.PathOf("users")}}
            }
            service doveadm {
              chroot =
              inet_listener http {
                address = 127.0.0.1
                port = {{Port}}
              }
            }
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }

            """);
        Directory.CreateDirectory(_folder.PathOf("mail"));
        await SystemProcess.RunAsync("chown", "mail:mail", _folder.PathOf("mail"));
        await SystemProcess.RunAsync("chmod", "go+x", _folder.Path);
        _client.BaseAddress = new Uri($"http://127.0.0.1:{Port}/doveadm/v1");
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "X-Dovecot-API", Convert.ToBase64String(Encoding.UTF8.GetBytes(ApiKey)));
        await StartAsync();
        await MailboxesAsync(); // Dovecot 2.3 refuses a mailbox that is made while an account is listed for the first time.
    }

    public override async Task StartAsync()
    {
        _process = SystemProcess.Start("dovecot", ["-F", "-c", _folder.PathOf("dovecot.conf")]);
        await _process.ListeningAsync(Port);
    }

    /// <summary>Its services end a moment later than itself, and hold the port until then.</summary>
    public override async Task KillAsync()
    {
        await _process!.DisposeAsync();
        for (var patience = Stopwatch.StartNew(); await ListensAsync(); await Task.Delay(20))
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "Dovecot's services did not end.");
    }

    public override async Task<string> WorldAsync() => string.Join(
        '\n', (await MailboxesAsync()).Select(mailbox => mailbox!.ToJsonString()).Order(StringComparer.Ordinal));

    public override async Task ClearAsync()
    {
        foreach (var mailbox in await MailboxesAsync())
        {
            if ((string)mailbox!["mailbox"]! != "INBOX")
                await CommandAsync("mailboxDelete", new JsonObject
                {
                    ["user"] = (string)mailbox["username"]!,
                    ["mailbox"] = new JsonArray((string)mailbox["mailbox"]!),
                });
        }
    }

    /// <summary>Puts a mail into a mailbox, as a customer's correspondent does.</summary>
    public async Task DeliverAsync(string user, string mailbox)
    {
        var mail = _folder.Write("mail.eml", "Subject: hello\n\nHello.\n");
        await SystemProcess.RunAsync(
            "/bin/sh", "-c", "doveadm -c \"$1\" save -u \"$2\" -m \"$3\" < \"$4\"", "sh", _folder.PathOf("dovecot.conf"), user, mailbox, mail);
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<JsonArray> MailboxesAsync() => (await CommandAsync("mailboxStatus", new JsonObject
    {
        ["allUsers"] = true,
        ["field"] = new JsonArray("guid", "messages"),
        ["mailboxMask"] = new JsonArray("*"),
    })).AsArray();

    private async Task<JsonNode> CommandAsync(string command, JsonObject parameters)
    {
        using var content = new StringContent(
            new JsonArray(new JsonArray(command, parameters, "t")).ToJsonString(), Encoding.UTF8, "application/json");
        var answer = await (await _client.PostAsync("", content)).Content.ReadFromJsonAsync<JsonArray>();
        Assert.True((string)answer![0]![0]! == "doveadmResponse", answer.ToJsonString());
        return answer[0]![1]!;
    }
}
