using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Netconf;

/// <summary>A device: netconfd behind OpenSSH, with the module of access lines.</summary>
public class NetconfDevice : IAsyncLifetime, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("netconf");
    private SystemProcess? _device;
    private SystemProcess? _sshd;
    private DeviceView? _view;

    public int Port { get; } = FreePort.Take();

    /// <summary>What of it can be edited.</summary>
    public virtual string Target => "candidate";

    public string Folder => _folder.Path;

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>A look from outside, by somebody else than the adapter.</summary>
    public DeviceView View => _view!;

    public async Task InitializeAsync()
    {
        foreach (var key in new[] { "hostkey", "userkey", "strangerkey" })
            await SystemProcess.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", PathOf(key));
        File.Copy(PathOf("userkey.pub"), PathOf("authorized_keys"));
        _folder.Write("known_hosts", KnownHosts("hostkey"));
        _folder.Write("wrong_hosts", KnownHosts("strangerkey"));
        _folder.Write(
            "sshd_config",
            $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {PathOf("hostkey")}
            AuthorizedKeysFile {PathOf("authorized_keys")}
            StrictModes no
            UsePAM no
            MaxStartups 100
            PidFile {PathOf("sshd.pid")}
            Subsystem netconf "/usr/sbin/netconf-subsystem --ncxserver-sockname={Port}@{PathOf("ncx.sock")}"
            """);
        foreach (var file in new[] { "access-lines.yang", "lines.json", "line.xml" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Netconf", file), PathOf(file));
        Directory.CreateDirectory("/run/sshd");
        await StartAsync();
        _sshd = SystemProcess.Start("/usr/sbin/sshd", ["-D", "-e", "-f", PathOf("sshd_config")]);
        await _sshd.ListeningAsync(Port);
        _view = await DeviceView.OpenAsync(this);
    }

    /// <summary>The device dies, and is there again as it was after its start: empty.</summary>
    public async Task RestartAsync()
    {
        await _device!.DisposeAsync();
        File.Delete(PathOf("ncx.sock"));
        await StartAsync();
        _view!.Dispose();
        _view = await DeviceView.OpenAsync(this);
    }

    /// <summary>No lines.</summary>
    public async Task ClearAsync()
    {
        if ((await View.DumpAsync()).Contains("<lines", StringComparison.Ordinal))
            await View.EditAsync(
                "<lines xmlns='urn:example:access-lines' xmlns:nc='urn:ietf:params:xml:ns:netconf:base:1.0' "
                    + "nc:operation='delete'/>");
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _view?.Dispose();
        if (_sshd is not null)
            await _sshd.DisposeAsync();
        if (_device is not null)
            await _device.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        _device = SystemProcess.Start(
            "netconfd",
            [
                "--no-startup", $"--target={Target}", "--with-validate=true", "--superuser=root",
                "--access-control=off", $"--log={PathOf("netconfd.log")}",
                $"--ncxserver-sockname={PathOf("ncx.sock")}", $"--port={Port}",
                $"--modpath=/usr/share/yuma/modules:{Folder}", "--module=access-lines",
            ],
            new Dictionary<string, string> { ["HOME"] = Folder }); // It keeps what it starts with there.
        await _device.UntilAsync(() => Task.FromResult(File.Exists(PathOf("ncx.sock"))));
    }

    private string KnownHosts(string key) =>
        $"[127.0.0.1]:{Port} {string.Join(' ', File.ReadAllText(PathOf(key + ".pub")).Split(' ')[..2])}\n";
}

/// <summary>One that has no candidate: an edit counts at once.</summary>
public sealed class RunningDevice : NetconfDevice
{
    public override string Target => "running";
}
