using System.Diagnostics;
using Orchestrator.Tests.EndToEnd.Processes;
using Xunit.Abstractions;

namespace Orchestrator.Tests.EndToEnd.Python;

/// <summary>Whoever is not .NET is a client too.</summary>
public sealed class PythonClientTests(ITestOutputHelper output)
{
    private const string Interpreter = "/usr/bin/python3";
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(60);

    [PythonFact]
    public async Task A_Python_client_finds_by_reflection_all_that_it_needs()
    {
        var (missing, reason) = await RunAsync("-c", "import grpc, google.protobuf");
        Assert.True(missing == 0, $"{Interpreter} has no gRPC: install python3-grpcio and python3-protobuf, or set "
            + $"{PythonFactAttribute.Variable}=1. {reason}");
        await using var site = new ServerSite();
        await site.StartAsync();
        var script = Path.Combine(BuiltServer.Repository, "tests", "EndToEnd", "Python", "client_test.py");

        var (code, text) = await RunAsync(
            script, $"127.0.0.1:{site.GrpcPort}", Path.Combine(BuiltServer.TestWorkflows, "line.json"));

        output.WriteLine(text);
        Assert.True(code == 0, $"{text}\nThe server wrote:\n{site.Server.Captured}");
        Assert.Contains("OK", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ran 0 tests", text, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var python = Process.Start(start)!;
        var texts = Task.WhenAll(python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        try
        {
            await python.WaitForExitAsync().WaitAsync(Max);
        }
        finally
        {
            if (!python.HasExited)
                python.Kill();
        }

        return (python.ExitCode, string.Concat(await texts));
    }
}
