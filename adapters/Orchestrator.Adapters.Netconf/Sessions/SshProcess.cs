using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Orchestrator.Adapters.Netconf.Messages;

namespace Orchestrator.Adapters.Netconf.Sessions;

/// <summary>An ssh of ours, with the netconf subsystem of a device at its other end.</summary>
internal sealed class SshProcess : IDisposable
{
    private const int DiagnosisMax = 4096;

    private readonly Process _process;
    private readonly StringBuilder _diagnosis = new();

    private SshProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Diagnose(line.Data);
        process.BeginErrorReadLine();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public bool HasEnded => _process.HasExited;

    /// <exception cref="ConnectFailedException">There is no such program.</exception>
    public static SshProcess Start(NetconfSettings settings, NetconfDevice device)
    {
        var start = new ProcessStartInfo(
            settings.SshProgram, [.. settings.SshArguments, .. SshArgumentList.Of(device)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return new SshProcess(Process.Start(start)!);
        }
        catch (Win32Exception failure)
        {
            throw new ConnectFailedException(
                "SSH_MISSING", $"'{settings.SshProgram}' cannot be started: {failure.Message}. Install the OpenSSH "
                    + "client, or say where it is.",
                isPermanent: true);
        }
    }

    /// <summary>What ssh said when it ended, as a reason that the device was not reached.</summary>
    public async Task<ConnectFailedException> FailureAsync(NetconfDevice device)
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        string said;
        lock (_diagnosis)
            said = _diagnosis.ToString().Trim().TrimEnd('.');
        if (said.Contains("Host key verification failed", StringComparison.Ordinal)
            || said.Contains("No matching host key", StringComparison.OrdinalIgnoreCase))
            return new(
                "HOST_KEY_REFUSED", $"{device} has another host key than is known for it: {said}. Find out why before "
                    + "the known hosts are changed.",
                isPermanent: true);
        if (said.Contains("Permission denied", StringComparison.Ordinal))
            return new(
                "ACCESS_REFUSED", $"{device} does not let the user in: {said}. Correct the user or the identity file.",
                isPermanent: true);
        return new(
            "CONNECT_FAILED", $"{device} was not reached{(said.Length > 0 ? $": {said}" : "")}. Look whether it is up.",
            isPermanent: false);
    }

    /// <summary>With what it has started itself, on the way over another host.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Diagnose(string? line)
    {
        lock (_diagnosis)
        {
            if (line is not null && _diagnosis.Length + line.Length < DiagnosisMax)
                _diagnosis.Append(line.Trim()).Append(' ');
        }
    }
}
