using System.Diagnostics;
using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Netconf;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Netconf;

/// <summary>Who is talked to, who is not, and what is left of it.</summary>
public sealed class ConnectionTests(NetconfDevice device) : IClassFixture<NetconfDevice>
{
    [Theory]
    [InlineData("HOST_KEY_REFUSED", "knownHostsFile", "wrong_hosts")]
    [InlineData("HOST_KEY_REFUSED", "knownHostsFile", "no_such_file")]
    [InlineData("ACCESS_REFUSED", "identityFile", "strangerkey")]
    [InlineData("SSH_MISSING", "sshProgram", "/no/such/ssh")]
    public async Task Who_is_not_known_is_not_talked_to(string code, string setting, string value)
    {
        var adapter = Make(Settings().Replace(
            $"\"{setting}\": \"{Setting(setting)}\"", $"\"{setting}\": \"{value}\"", StringComparison.Ordinal));
        await using var _ = (IAsyncDisposable)adapter;

        var refused = Assert.IsType<Answer.Permanent>(await adapter.RunAsync(Calls.Configure(1)));

        Assert.Equal(code, refused.Code);
        Assert.Matches("[.]$", refused.Message);
    }

    [Fact]
    public async Task A_device_that_is_away_is_tried_again_later()
    {
        var adapter = Make(Settings().Replace($"{device.Port}", $"{FreePort.Take()}", StringComparison.Ordinal));
        await using var _ = (IAsyncDisposable)adapter;

        var refused = Assert.IsType<Answer.Retryable>(await adapter.RunAsync(Calls.Configure(1)));

        Assert.Equal("CONNECT_FAILED", refused.Code);
        Assert.Contains("Connection refused", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_are_kept_between_calls_and_end_with_the_adapter()
    {
        var adapter = Make(Settings());
        var show = Calls.New("show-line", """{ "device": "a1", "port": 1 }""");
        await adapter.SucceedAsync(show);
        var kept = Assert.Single(Sessions());
        await adapter.SucceedAsync(show);
        Assert.Equal(kept, Assert.Single(Sessions()));

        await ((IAsyncDisposable)adapter).DisposeAsync();

        Assert.Empty(Sessions());
    }

    [Fact]
    public async Task A_call_that_is_given_up_ends_its_session()
    {
        var trial = new NetconfTrial(device);
        var call = trial.Arrange(Mishap.Hang, Calls.Configure(2));
        using var timeout = new CancellationTokenSource();
        var hanging = trial.Adapter.ExecuteAsync(call, timeout.Token);
        await trial.BefallenAsync();
        Assert.Single(Sessions());

        await timeout.CancelAsync();

        Assert.IsType<Answer.Unknown>(await hanging);
        Assert.Empty(Sessions());
        await trial.DisposeAsync();
    }

    [Fact]
    public async Task Many_devices_are_provisioned_at_once_each_by_its_name()
    {
        var others = Enumerable.Range(0, 3).Select(_ => new NetconfDevice()).ToList();
        await Task.WhenAll(others.Select(other => other.InitializeAsync()));
        NetconfDevice[] all = [device, .. others];
        var names = all.Select((one, number) =>
            $$"""
            "d{{number}}": { "host": "127.0.0.1", "port": {{one.Port}} }
            """);
        File.WriteAllLines(
            device.PathOf("all_hosts"), all.SelectMany(one => File.ReadAllLines(one.PathOf("known_hosts"))));
        foreach (var other in others)
            File.Copy(device.PathOf("authorized_keys"), other.PathOf("authorized_keys"), overwrite: true);
        var adapter = Make(
            $$"""
            { "devices": { {{string.Join(", ", names)}} }, "user": "root", "identityFile": "userkey",
              "knownHostsFile": "all_hosts", "lockWaitSeconds": 20 }
            """);
        var worlds = await Task.WhenAll(all.Select(one => one.View.DumpAsync()));
        var calls = Enumerable.Range(0, 12).Select(n => Calls.Configure(n, device: $"d{n % 4}")).ToList();

        await Task.WhenAll(calls.Select(adapter.SucceedAsync));

        for (var number = 0; number < all.Length; number++)
        {
            var lines = (await all[number].View.DumpAsync()).Split($"<device>d{number}</device>").Length - 1;
            Assert.Equal(3, lines);
        }

        await Task.WhenAll(calls.Select(call => adapter.SucceedAsync(call.Undo("remove-line"))));
        Assert.Equal(worlds, await Task.WhenAll(all.Select(one => one.View.DumpAsync())));
        Assert.Equal(
            "UNKNOWN_DEVICE",
            Assert.IsType<Answer.Permanent>(await adapter.RunAsync(Calls.Configure(1, device: "d9"))).Code);
        await ((IAsyncDisposable)adapter).DisposeAsync();
        await Task.WhenAll(others.Select(other => other.DisposeAsync().AsTask()));
    }

    /// <summary>The processes by which an adapter talks to this device.</summary>
    private List<int> Sessions() =>
        [.. Process.GetProcessesByName("ssh").Where(ssh => IsOfAdapter(ssh.Id)).Select(ssh => ssh.Id)];

    private bool IsOfAdapter(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/cmdline");
            return line.Contains("EscapeChar=none", StringComparison.Ordinal)
                && line.Contains(device.Folder, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It has ended.
        }
    }

    private static string Setting(string name) => name switch
    {
        "knownHostsFile" => "known_hosts",
        "identityFile" => "userkey",
        _ => "ssh",
    };

    private string Settings() =>
        $$"""
        { "host": "127.0.0.1", "port": {{device.Port}}, "user": "root", "identityFile": "userkey",
          "knownHostsFile": "known_hosts", "sshProgram": "ssh", "lockWaitSeconds": 20 }
        """;

    private IAdapter Make(string settings)
    {
        using var parsed = JsonDocument.Parse(settings);
        using var declaration = JsonDocument.Parse(File.ReadAllText(device.PathOf("lines.json")));
        return new NetconfAdapterFactory().Create(new AdapterSetup(
            "network", parsed.RootElement.Clone(), device.Folder, new SecretReader(device.Folder), new MemoryRecords())
        {
            Declaration = declaration.RootElement.Clone(),
            DeclarationFolder = device.Folder,
        });
    }
}
