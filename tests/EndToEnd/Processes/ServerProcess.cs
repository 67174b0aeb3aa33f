using System.Collections.Concurrent;
using System.Diagnostics;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>One life of a server process: from its start to its end, however it ends.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(40);
    private static readonly ConcurrentDictionary<ServerProcess, Process> Living = [];
    private readonly Process _process;

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        // A test run that is broken off leaves no server behind.
        foreach (var process in Living.Values)
            process.Kill();
    };

    private ServerProcess(Process process) => _process = process;

    public CapturedOutput Captured { get; } = new();

    public bool HasEnded => _process.HasExited;

    /// <summary>Its resident memory now, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it, and does not wait.</summary>
    /// <param name="folder">Its current folder.</param>
    /// <param name="arguments">The server's options.</param>
    /// <param name="environment">
    /// Variables beside those of this process, of which the server's own are taken away.
    /// </param>
    public static ServerProcess Start(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", BuiltServer.Assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsServers).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var server = new ServerProcess(Process.Start(start)!);
        Living.TryAdd(server, server._process);
        server._process.StandardInput.Close();
        server.Captured.Follow(server._process);
        return server;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still until <see cref="GoOn"/>.</summary>
    public void StandStill() => Signals.SendStop(_process);

    /// <summary>SIGCONT.</summary>
    public void GoOn() => Signals.SendContinue(_process);

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        Signals.SendTerminate(_process);
        return await EndAsync();
    }

    /// <summary>Waits until it has ended by itself; the exit code.</summary>
    public async Task<int> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(EndMax);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server has not ended within {EndMax}. It wrote:\n{Captured}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        Living.TryRemove(this, out _);
        _process.Dispose();
    }

    private static bool IsServers(string variable) =>
        variable.StartsWith("ORCHESTRATOR__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase);
}
