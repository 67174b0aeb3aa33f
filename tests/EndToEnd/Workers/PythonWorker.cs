using System.Diagnostics;
using System.Text.Json;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>One life of the example worker.</summary>
internal sealed class PythonWorker : IAsyncDisposable
{
    private const string Interpreter = "/usr/bin/python3";
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(90);
    private readonly Process _process;

    private PythonWorker(Process process)
    {
        _process = process;
        Captured.Follow(process);
    }

    public CapturedOutput Captured { get; } = new();

    /// <param name="folder">Where its world is; several may share it.</param>
    /// <param name="server">HOST:PORT.</param>
    /// <param name="name">What it calls itself.</param>
    /// <param name="seconds">How long a badge takes.</param>
    /// <param name="token">What it shows.</param>
    public static PythonWorker Start(
        string folder, string server, string name = "one", double seconds = 0, string? token = null)
    {
        Directory.CreateDirectory(folder);
        var program = Path.Combine(BuiltServer.Repository, "adapters", "examples", "python", "worker.py");
        var start = new ProcessStartInfo(Interpreter, [program, folder, server, "badges", name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = WorkerStubs.Folder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["WORKER_SECONDS"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (token is not null)
            start.Environment["WORKER_TOKEN"] = token;
        return new PythonWorker(Process.Start(start)!);
    }

    /// <summary>Waits until it has been welcomed so often.</summary>
    public async Task<PythonWorker> ServesAsync(int times = 1)
    {
        for (var waited = Stopwatch.StartNew(); Count("serving nodes/") < times; await Task.Delay(20))
        {
            Assert.False(_process.HasExited, $"The worker ended:\n{Captured}");
            Assert.True(waited.Elapsed < Max, $"The worker does not serve:\n{Captured}");
        }

        return this;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it finishes what it has.</summary>
    public void Leave() => Signals.SendTerminate(_process);

    /// <summary>SIGSTOP.</summary>
    public void StandStill() => Signals.SendStop(_process);

    /// <summary>SIGCONT.</summary>
    public void GoOn() => Signals.SendContinue(_process);

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Max);
        return _process.ExitCode;
    }

    /// <summary>The badges that there are, and which worker issued each.</summary>
    public static async Task<SortedDictionary<string, string>> BadgesAsync(string folder)
    {
        var file = Path.Combine(folder, "world.json");
        if (!File.Exists(file))
            return [];

        using var world = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return new(world.RootElement.GetProperty("badges").Deserialize<Dictionary<string, string>>()!);
    }

    /// <summary>Waits until there are so many badges.</summary>
    public static async Task IssuedAsync(string folder, int badges)
    {
        for (var waited = Stopwatch.StartNew(); (await BadgesAsync(folder)).Count < badges; await Task.Delay(20))
            Assert.True(waited.Elapsed < Max, $"{badges} badges were not issued.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            GoOn();
            await KillAsync();
        }

        _process.Dispose();
    }

    private int Count(string text) => Captured.ToString()!.Split(text).Length - 1;
}
