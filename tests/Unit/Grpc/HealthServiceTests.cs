using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Server.Grpc;
using Orchestrator.V1;
using ActivationService = Orchestrator.V1.ActivationService;
using WorkflowService = Orchestrator.V1.WorkflowService;
using Told = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>The health protocol over a real connection.</summary>
public sealed class HealthServiceTests : IAsyncLifetime
{
    private readonly ServingStatus _status = new();
    private LoopbackServer _server = null!;
    private GrpcChannel _channel = null!;
    private Health.HealthClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(
            app => app.MapGrpcService<HealthService>(),
            services => services.AddSingleton(_status)
                .AddSingleton(new DescriptorCatalog([ActivationService.Descriptor, Health.Descriptor])));
        _channel = _server.Channel();
        _client = new Health.HealthClient(_channel);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(ServingState.Starting, Told.NotServing)]
    [InlineData(ServingState.Serving, Told.Serving)]
    [InlineData(ServingState.Draining, Told.NotServing)]
    [InlineData(ServingState.Stopped, Told.NotServing)]
    public async Task The_whole_and_each_service_have_one_status(ServingState state, Told told)
    {
        _status.MoveTo(state);

        Assert.Equal(told, await Check(""));
        Assert.Equal(told, await Check("orchestrator.v1.ActivationService"));
        Assert.Equal(told, await Check("grpc.health.v1.Health"));
    }

    [Fact]
    public async Task All_are_listed()
    {
        _status.MoveTo(ServingState.Serving);

        var list = await _client.ListAsync(new HealthListRequest());

        var serving = new HealthCheckResponse { Status = Told.Serving };
        var expected = new HealthListResponse
        {
            Statuses =
            {
                [""] = serving,
                ["grpc.health.v1.Health"] = serving,
                ["orchestrator.v1.ActivationService"] = serving,
            },
        };
        Assert.Equal(expected, list);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_not_found()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => Check("orchestrator.v1.Nothing"));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Assert.Contains("'orchestrator.v1.Nothing'", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_watches_is_told_of_every_change_and_sent_away_at_the_end()
    {
        using var watch = _client.Watch(new HealthCheckRequest { Service = "orchestrator.v1.ActivationService" });

        Assert.Equal(Told.NotServing, await Next(watch));
        _status.MoveTo(ServingState.Serving);
        Assert.Equal(Told.Serving, await Next(watch));
        _status.MoveTo(ServingState.Draining);
        Assert.Equal(Told.NotServing, await Next(watch));
        _status.MoveTo(ServingState.Serving);
        Assert.Equal(Told.Serving, await Next(watch));
        _status.MoveTo(ServingState.Stopped);
        Assert.Equal(Told.NotServing, await Next(watch));

        var end = await Assert.ThrowsAsync<RpcException>(() => Next(watch));
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    [Fact]
    public async Task A_watch_for_a_service_that_is_not_there_says_so_and_goes_on()
    {
        using var watch = _client.Watch(new HealthCheckRequest { Service = "orchestrator.v1.Nothing" });

        Assert.Equal(Told.ServiceUnknown, await Next(watch));
        _status.MoveTo(ServingState.Serving);
        _status.MoveTo(ServingState.Stopped);

        var end = await Assert.ThrowsAsync<RpcException>(() => Next(watch));
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    [Fact]
    public async Task A_watch_can_be_cancelled_while_nothing_changes()
    {
        using var source = new CancellationTokenSource();
        using var watch = _client.Watch(new HealthCheckRequest(), cancellationToken: source.Token);
        await Next(watch);

        await source.CancelAsync();

        var end = await Assert.ThrowsAsync<RpcException>(() => Next(watch));
        Assert.Equal(StatusCode.Cancelled, end.StatusCode);
    }

    private async Task<Told> Check(string service) =>
        (await _client.CheckAsync(new HealthCheckRequest { Service = service })).Status;

    private static async Task<Told> Next(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext().WaitAsync(TimeSpan.FromSeconds(30)));
        return watch.ResponseStream.Current.Status;
    }
}
