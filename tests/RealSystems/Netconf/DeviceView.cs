using System.Diagnostics;
using System.Text;
using System.Xml.Linq;

namespace Orchestrator.Tests.RealSystems.Netconf;

/// <summary>A session with the device that has nothing to do with the adapter: base:1.0, in the plainest way.</summary>
public sealed class DeviceView : IDisposable
{
    private const string End = "]]>]]>";

    private readonly Process _ssh;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly StringBuilder _received = new();

    private readonly string _target;

    private DeviceView(Process ssh, string target) => (_ssh, _target) = (ssh, target);

    public static async Task<DeviceView> OpenAsync(NetconfDevice device)
    {
        var view = new DeviceView(Process.Start(new ProcessStartInfo(
            "ssh",
            [
                "-F", "none", "-p", $"{device.Port}", "-i", device.PathOf("userkey"),
                "-o", $"UserKnownHostsFile={device.PathOf("known_hosts")}", "-o", "BatchMode=yes",
                "root@127.0.0.1", "-s", "netconf",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!, device.Target);
        await view.SendAsync(
            "<hello xmlns='urn:ietf:params:xml:ns:netconf:base:1.0'><capabilities><capability>"
                + "urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>");
        await view.ReceiveAsync();

        // netconfd overlooks a request that comes with the hello; it answers the second one, once there is one.
        await Task.Delay(100);
        return view;
    }

    /// <summary>
    /// All that the device has configured, as it says it; but a container that nothing is in means the same as none
    /// (RFC 7950, section 7.5.1), and netconfd has either.
    /// </summary>
    public async Task<string> DumpAsync()
    {
        var reply = await CallAsync("<get-config><source><running/></source></get-config>");
        reply.Elements().Elements().Where(container => !container.HasElements).Remove();
        return reply.Elements().Single().ToString();
    }

    public async Task EditAsync(string config)
    {
        await SucceedAsync($"<edit-config><target><{_target}/></target><config>{config}</config></edit-config>");
        if (_target == "candidate")
            await SucceedAsync("<commit/>");
    }

    public Task LockAsync(string datastore) => SucceedAsync($"<lock><target><{datastore}/></target></lock>");

    public Task UnlockAsync(string datastore) => SucceedAsync($"<unlock><target><{datastore}/></target></unlock>");

    public async Task SucceedAsync(string operation)
    {
        var reply = await CallAsync(operation);
        Assert.True(reply.Elements().Single().Name.LocalName == "ok", $"{operation} was answered {reply}");
    }

    public async Task<XElement> CallAsync(string operation)
    {
        await _turn.WaitAsync();
        try
        {
            await SendAsync(
                $"<rpc message-id='1' xmlns='urn:ietf:params:xml:ns:netconf:base:1.0'>{operation}</rpc>");
            return XElement.Parse((await ReceiveAsync()).Trim());
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _ssh.Kill();
        _ssh.Dispose();
        _turn.Dispose();
    }

    private async Task SendAsync(string message)
    {
        await _ssh.StandardInput.WriteAsync(message + End);
        await _ssh.StandardInput.FlushAsync();
    }

    private async Task<string> ReceiveAsync()
    {
        var buffer = new char[16 * 1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        int at;
        while ((at = _received.ToString().IndexOf(End, StringComparison.Ordinal)) < 0)
        {
            var count = await _ssh.StandardOutput.ReadAsync(buffer, patience.Token);
            Assert.NotEqual(0, count);
            _received.Append(buffer, 0, count);
        }

        var message = _received.ToString(0, at);
        _received.Remove(0, at + End.Length);
        return message;
    }
}
