using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Messages;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Sessions;

/// <summary>
/// One session with a device, for one user at a time. A request that is given up, or that is not answered as it should
/// be, ends it: an answer that comes late must not be taken for another's.
/// </summary>
internal sealed class NetconfSession : IDisposable
{
    private readonly SshProcess _ssh;
    private readonly NetconfDevice _device;
    private readonly MessageReader _reader;
    private long _messages;
    private bool _isBroken;

    private NetconfSession(SshProcess ssh, NetconfDevice device, MessageReader reader, Hello hello) =>
        (_ssh, _device, _reader, Hello) = (ssh, device, reader, hello);

    public Hello Hello { get; }

    /// <summary>Whether it can still be used.</summary>
    public bool IsAlive => !_isBroken && !_ssh.HasEnded;

    /// <summary>When it was used last.</summary>
    public DateTimeOffset IdleSince { get; set; }

    /// <exception cref="ConnectFailedException">The device is not reached, or refuses us.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static async Task<NetconfSession> OpenAsync(
        NetconfSettings settings, NetconfDevice device, CancellationToken cancellation)
    {
        var ssh = SshProcess.Start(settings, device);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.ConnectMax);
        try
        {
            // Both hellos are sent without waiting for the other (RFC 6241, section 8.1).
            var reader = new MessageReader(ssh.Output, settings.MessageBytesMax);
            await SendAsync(ssh, MessageText.Frame(Hello.Ours, isChunked: false), limit.Token).ConfigureAwait(false);
            var hello = Hello.Parse(await reader.ReadAsync(limit.Token).ConfigureAwait(false));
            reader.IsChunked = hello.IsChunked;
            await Task.Delay(settings.HelloPause, limit.Token).ConfigureAwait(false);
            return new NetconfSession(ssh, device, reader, hello);
        }
        catch (InvalidDataException wrong)
        {
            ssh.Dispose();
            throw new ConnectFailedException(
                "PROTOCOL_ERROR", $"{device} does not speak NETCONF: {wrong.Message} Look at the port.",
                isPermanent: true);
        }
        catch (Exception failure) when (failure is IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var refusal = await ssh.FailureAsync(device).ConfigureAwait(false);
            ssh.Dispose();
            throw refusal;
        }
        catch
        {
            ssh.Dispose();
            throw;
        }
    }

    /// <summary>Carries out one operation of the device.</summary>
    /// <returns>The device's rpc-reply.</returns>
    /// <exception cref="RpcErrorException">The device refused it.</exception>
    /// <exception cref="ConnectionLostException">What became of it is not known; the session has ended.</exception>
    /// <exception cref="OperationCanceledException">The same.</exception>
    public async Task<XElement> CallAsync(XElement operation, CancellationToken cancellation)
    {
        var id = (++_messages).ToString(CultureInfo.InvariantCulture);
        var request = new XElement(Xml.Base + "rpc", new XAttribute("message-id", id), operation);
        XElement reply;
        try
        {
            await SendAsync(_ssh, MessageText.Frame(Xml.Text(request), _reader.IsChunked), cancellation)
                .ConfigureAwait(false);
            do
            {
                reply = Xml.Parse(await _reader.ReadAsync(cancellation).ConfigureAwait(false));
            }
            while (reply.Name.LocalName == "notification");
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or XmlException)
        {
            End();
            throw new ConnectionLostException(
                $"{_device} broke off {NameOf(operation)}: {failure.Message.TrimEnd('.')}. Look whether it is up.");
        }
        catch
        {
            End();
            throw;
        }

        if (reply.Name == Xml.Base + "rpc-reply" && (string?)reply.Attribute("message-id") is { } answered)
        {
            if (answered == id)
                return Checked(reply, operation);
        }
        else if (reply.Name == Xml.Base + "rpc-reply" && reply.Element(Xml.Base + "rpc-error") is not null)
        {
            return Checked(reply, operation);
        }

        End();
        throw new ConnectionLostException($"{_device} answered {NameOf(operation)} with something else.");
    }

    public void Dispose()
    {
        End();
        _ssh.Dispose();
    }

    private XElement Checked(XElement reply, XElement operation)
    {
        var errors = reply.Elements(Xml.Base + "rpc-error").Select(RpcError.Parse)
            .Where(error => error.Severity != "warning").ToList();
        return errors.Count == 0 ? reply : throw new RpcErrorException(_device.ToString(), NameOf(operation), errors);
    }

    private void End()
    {
        _isBroken = true;
        _ssh.Kill();
    }

    private static string NameOf(XElement operation) => $"<{operation.Name.LocalName}>";

    private static async Task SendAsync(SshProcess ssh, byte[] message, CancellationToken cancellation)
    {
        await ssh.Input.WriteAsync(message, cancellation).ConfigureAwait(false);
        await ssh.Input.FlushAsync(cancellation).ConfigureAwait(false);
    }
}
