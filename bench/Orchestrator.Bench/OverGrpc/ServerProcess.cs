using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Orchestrator.V1;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>The real server, in a process of its own, as a user would start it.</summary>
public sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address, Uri http, TimeSpan startTime)
    {
        _process = process;
        Address = address;
        Http = http;
        StartTime = startTime;
    }

    /// <summary>Where the server's program is.</summary>
    public static string Folder { get; set; } = AppContext.BaseDirectory;

    public Uri Address { get; }

    /// <summary>Where /health and /metrics are.</summary>
    public Uri Http { get; }

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan StartTime { get; }

    public Process Process => _process;

    /// <param name="folder">The data folder.</param>
    /// <param name="database">A PostgreSQL connection string; null for SQLite in the folder.</param>
    /// <param name="environment">Further settings.</param>
    public static async Task<ServerProcess> StartAsync(
        string folder, string? database, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (grpc, http) = (FreePort(), FreePort());
        Directory.CreateDirectory(Path.Combine(folder, "no-workflows"));
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in (string[])[
            "exec", Path.Combine(Path.GetFullPath(Folder), "Orchestrator.Server.dll"),
            "--data", folder, "--grpc", $"127.0.0.1:{grpc}", "--http", $"127.0.0.1:{http}",
            "--workflows",
            Path.Combine(folder, "no-workflows"),
            .. database is null ? [] : (string[])["--database", database]])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var begun = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                System.Console.Error.WriteLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = new Uri($"http://127.0.0.1:{grpc}");
        await AnswersAsync(process, address);
        return new(process, address, new Uri($"http://127.0.0.1:{http}"), Stopwatch.GetElapsedTime(begun));
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static async Task AnswersAsync(Process process, Uri address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new WorkflowService.WorkflowServiceClient(channel);
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(2);)
        {
            if (process.HasExited)
                throw new InvalidOperationException(
                    $"The server ended with exit code {process.ExitCode} before it answered.");

            try
            {
                await client.ListWorkflowsAsync(new ListWorkflowsRequest { PageSize = 1 });
                return;
            }
            catch (RpcException notYet) when (notYet.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(5);
            }
        }

        throw new TimeoutException("The server did not answer within two minutes.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
