using System.Diagnostics;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Lifecycle;

/// <summary>A customer's whole life, from the first call to the last audit, as <c>demo lifecycle</c> tells it.</summary>
public sealed class LifecycleTests
{
    private static readonly string[] Left =
        ["ports", "vlans", "services", "mailboxes", "accounts", "subscriptions", "numbers", "trunks", "routes"];

    [Fact]
    public async Task A_customers_whole_life_on_SQLite_leaves_nothing_but_the_record()
    {
        await using var site = new ServerSite { WorkflowsFolder = BuiltServer.Workflows };

        await LiveAsync(site);
    }

    [Fact]
    public async Task A_customers_whole_life_on_PostgreSQL_leaves_nothing_but_the_record()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var site = new ServerSite(await postgres.CreateDatabaseAsync())
        {
            WorkflowsFolder = BuiltServer.Workflows,
        };

        await LiveAsync(site);
    }

    private static async Task LiveAsync(ServerSite site)
    {
        await site.StartAsync();

        var (code, told) = await TellAsync(site);

        Assert.True(code == 0, told);
        Assert.Contains("is of product broadband-plus now", told, StringComparison.Ordinal);
        Assert.Contains("There are no such findings", told, StringComparison.Ordinal);
        using var world = new StringWriter();
        SandboxDump.Write(site.Sandbox, world, json: false);
        Assert.All(Left, table => Assert.Contains($"{table} (0)", world.ToString(), StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Told)> TellAsync(ServerSite site)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["exec", BuiltServer.CommandLine, "demo", "lifecycle", "--server", site.Address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output + await error);
    }
}
