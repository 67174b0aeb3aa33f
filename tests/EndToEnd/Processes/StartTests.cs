using Orchestrator.TestKit;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>A server that cannot do what it is told says so in one line, and ends with 2.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_the_first_one_goes_on()
    {
        await using var site = new ServerSite();
        await site.StartAsync();
        var (grpc, http) = (FreePort.Take(), FreePort.Take());

        await using var second = ServerProcess.Start(
            site.Folder, ["--data", site.Data, "--grpc", $"127.0.0.1:{grpc}", "--http", $"127.0.0.1:{http}"]);
        var code = await second.EndAsync();

        Assert.Equal(2, code);
        Assert.Equal([$"orchestrator-server: Another server works on the data folder {site.Data}. Stop it, or give --data another folder."], second.Captured.Errors);
        Assert.False(site.Server.HasEnded);
        Assert.Empty((await site.Activations.ListActivationsAsync(new ListActivationsRequest())).Activations);
    }

    [Fact]
    public async Task A_second_server_on_the_same_port_is_refused()
    {
        await using var site = new ServerSite();
        await site.StartAsync();

        await using var second = ServerProcess.Start(
            site.Folder, ["--data", Path.Combine(site.Folder, "other"), "--grpc", $"127.0.0.1:{site.GrpcPort}", "--http", $"127.0.0.1:{FreePort.Take()}"]);
        var code = await second.EndAsync();

        Assert.Equal(2, code);
        var line = Assert.Single(second.Captured.Errors);
        Assert.Contains($"127.0.0.1:{site.GrpcPort}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense", "x")]
    [InlineData("--grpc", "nonsense")]
    [InlineData("--grpc", "0.0.0.0:5000")]
    [InlineData("--http", "127.0.0.1:99999")]
    [InlineData("--certificate", "missing.pem")]
    [InlineData("--workflows", "missing")]
    [InlineData("--data", "/proc/nowhere")]
    [InlineData("--data")]
    [InlineData("--database", "nonsense")]
    public async Task A_wrong_option_is_named_in_one_line(params string[] options)
    {
        using var folder = new TemporaryFolder("options");

        await using var server = ServerProcess.Start(folder.Path, options);
        var code = await server.EndAsync();

        Assert.Equal(2, code);
        var line = Assert.Single(server.Captured.Errors);
        Assert.Contains(
            options[0] == "--database" ? "database" : options[0].Trim('-'), line, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(server.Captured.Output);
    }

    [Fact]
    public async Task A_wrong_setting_in_the_environment_is_named_in_one_line()
    {
        using var folder = new TemporaryFolder("options");

        await using var server = ServerProcess.Start(
            folder.Path, [], new Dictionary<string, string> { ["ORCHESTRATOR__DRAINSECONDS"] = "soon" });
        var code = await server.EndAsync();

        Assert.Equal(2, code);
        Assert.Equal(
            ["orchestrator-server: ORCHESTRATOR__DRAINSECONDS is 'soon'; it must be a whole number from 0 to 3600000."],
            server.Captured.Errors);
    }

    [Fact]
    public async Task A_folder_in_which_nothing_can_be_a_database_is_refused()
    {
        await using var site = new ServerSite();
        Directory.CreateDirectory(site.Data);
        await File.WriteAllTextAsync(
            site.Sandbox, "This is no database, and is long enough to be taken for one by nobody at all.");

        await site.LaunchAsync();
        var code = await site.Server.EndAsync();

        Assert.Equal(2, code);
        Assert.Contains(site.Sandbox, Assert.Single(site.Server.Captured.Errors), StringComparison.Ordinal);
    }
}
