using System.Net;
using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class HostTests
{
    [Fact]
    public async Task A_second_start_on_the_same_folder_is_refused()
    {
        await using var first = await RunningServer.StartAsync();

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunningServer.StartAsync(folder: first.Folder));

        Assert.Equal(
            $"Another server works on the data folder {first.Folder}. Stop it, or give --data another folder.",
            refused.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_and_leaves_the_folder_free()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endpoint = new Orchestrator.Server.Settings.Endpoint(
            IPAddress.Loopback, ((IPEndPoint)taken.LocalEndpoint).Port);
        using var folder = new TemporaryFolder("port");

        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => RunningServer.StartAsync(settings => settings with { Grpc = endpoint }, folder.Path));
        await using var after = await RunningServer.StartAsync(folder: folder.Path);

        Assert.Contains($"127.0.0.1:{endpoint.Port}", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("give --grpc or --http another port.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_damaged_is_refused_and_the_advice_is_a_backup()
    {
        using var folder = new TemporaryFolder("damaged");
        folder.Write("orchestrator.db", new string('x', 8192));

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunningServer.StartAsync(folder: folder.Path));

        Assert.StartsWith("The database cannot be used. ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("The file is damaged: restore it from a backup.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tried again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused()
    {
        using var folder = new TemporaryFolder("host");
        var file = folder.Write("file", "");

        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => RunningServer.StartAsync(folder: Path.Combine(file, "data")));

        Assert.StartsWith($"The data folder {file}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_under_way_goes_on_after_a_restart()
    {
        var before = await RunningServer.StartAsync();
        var started = await before.Activations.StartActivationAsync(
            before.Order(await before.PublishAsync(Definitions.Waits)));
        await before.UntilEventAsync(started.Name, "SignalAwaited");

        await using var after = await before.RestartAsync();
        await after.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = started.Name, Signal = "visit-done" });

        Assert.Equal(State.Completed, (await after.UntilAsync(started.Name, State.Completed)).State);
    }

    [Fact]
    public async Task A_server_that_stops_says_so_to_everybody_who_waits()
    {
        var server = await RunningServer.StartAsync();
        var workflow = await server.PublishAsync(Definitions.Waits);
        var started = await server.Activations.StartActivationAsync(server.Order(workflow));
        using var watch = server.Activations.WatchActivation(new WatchActivationRequest { Name = started.Name });
        var waiting = server.Activations.StartActivationAsync(
            server.Order(workflow, order => order.Wait = Duration.FromTimeSpan(TimeSpan.FromHours(1))));
        using var health = new Health.HealthClient(server.Channel).Watch(new HealthCheckRequest());
        await health.ResponseStream.MoveNext(default);
        await server.UntilEventAsync(started.Name, "SignalAwaited");

        var stopping = server.StopAsync();
        var watched = Refused.Of(
            await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.ReadAllAsync().ToListAsync().AsTask()));
        var waited = await Refused.ByAsync(waiting);
        await health.ResponseStream.MoveNext(default);
        await stopping;

        Assert.Equal((StatusCode.Unavailable, "DRAINING"), (watched.Code, watched.Reason));
        Assert.Equal((StatusCode.Unavailable, "DRAINING"), (waited.Code, waited.Reason));
        Assert.NotNull(waited.RetryAfter);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.ResponseStream.Current.Status);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_has_stopped_lets_the_folder_go()
    {
        var first = await RunningServer.StartAsync();
        var published = await first.PublishAsync(Definitions.TwoSteps);

        await using var second = await first.RestartAsync();

        Assert.Equal(
            published, (await second.Workflows.GetWorkflowAsync(new GetWorkflowRequest { Name = published })).Name);
    }
}
