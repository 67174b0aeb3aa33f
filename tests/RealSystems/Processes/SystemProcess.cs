using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Tests.RealSystems.Processes;

/// <summary>A program of a real system, run for a test, and killed at its end.</summary>
internal sealed class SystemProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private readonly StringBuilder _captured = new();
    private readonly Process _process;

    private SystemProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Capture(line.Data);
        process.ErrorDataReceived += (_, line) => Capture(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasEnded => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>What it has written so far.</summary>
    public string Captured
    {
        get
        {
            lock (_captured)
                return _captured.ToString();
        }
    }

    /// <summary>Started as a child that ends with this process, however that ends.</summary>
    public static SystemProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "--", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new SystemProcess(StartingThread.Run(() => Process.Start(start)!));
    }

    /// <summary>Runs a program to its end; its output, or an exception with all it wrote.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await error}");
    }

    /// <summary>Waits until it takes connections on a port of 127.0.0.1.</summary>
    public Task ListeningAsync(int port) => UntilAsync(async () =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>Waits until something is so; fails with what the program wrote where it ends first.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var patience = Stopwatch.StartNew(); !await isSo(); await Task.Delay(Pace))
        {
            Assert.False(HasEnded, $"{_process.StartInfo.ArgumentList[3]} has ended:\n{Captured}");
            Assert.True(patience.Elapsed < StartMax, $"It did not come to that:\n{Captured}");
        }
    }

    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Capture(string? line)
    {
        lock (_captured)
            _captured.AppendLine(line);
    }
}
