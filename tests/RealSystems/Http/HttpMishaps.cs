using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Http;

/// <summary>What is asked of every declared system beside the kit: what happens to the system itself.</summary>
/// <param name="server">The real one.</param>
/// <param name="operation">An operation with an effect.</param>
/// <param name="input">That works.</param>
/// <param name="awayCode">What a call is answered with while the system is down.</param>
public abstract class HttpMishaps(HttpServer server, string operation, string input, string awayCode)
    : IAsyncLifetime, IAsyncDisposable
{
    private readonly HttpTrial _trial = new(server);

    private AdapterCall Call { get; } =
        new(operation, JsonSerializer.Deserialize<JsonElement>(input), "activations/1/step/do");

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _trial.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task With_wrong_credentials_it_is_refused_for_good_and_they_are_not_told()
    {
        using var folder = new TemporaryFolder("http-mishaps");
        var wrong = server.Secrets.ToDictionary(secret => secret.Key, secret => $"not-{secret.Value}");
        var adapter = DeclaredSystem.Make(
            server.Declaration, $"http://127.0.0.1:{server.Port}", wrong, folder, server.Settings);
        using (adapter as IDisposable)
        {
            var answer = Assert.IsType<Answer.Permanent>(await adapter.ExecuteAsync(Call, CancellationToken.None));

            Assert.Equal("UNAUTHORIZED", answer.Code);
            Assert.All(wrong.Values, secret => Assert.DoesNotContain(secret, answer.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task While_the_system_is_down_it_is_tried_again_and_works_once_it_is_up()
    {
        using var folder = new TemporaryFolder("http-mishaps");
        var adapter = DeclaredSystem.Make(
            server.Declaration, $"http://127.0.0.1:{server.Port}", server.Secrets, folder, server.Settings);
        using (adapter as IDisposable)
        {
            await server.KillAsync();

            var answer = await adapter.ExecuteAsync(Call, CancellationToken.None);
            await server.StartAsync();

            Assert.Equal(awayCode, Assert.IsType<Answer.Retryable>(answer).Code);
            Assert.IsType<Answer.Succeeded>(await adapter.ExecuteAsync(Call with { Attempt = 2 }, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Killed_in_mid_call_it_is_unknown_and_what_is_read_back_is_true_and_it_can_be_called_again()
    {
        var before = await server.WorldAsync();
        _trial.Relay.InMidCall(server.KillAsync);

        var answer = await _trial.Adapter.ExecuteAsync(Call, CancellationToken.None);
        await server.StartAsync();
        var world = await server.WorldAsync();
        var read = await _trial.Adapter.ReadAsync(Call, CancellationToken.None);
        var again = await _trial.Adapter.ExecuteAsync(Call with { Attempt = 2 }, CancellationToken.None);

        // The system may have answered before it was killed.
        Assert.True(answer is Answer.Unknown or Answer.Succeeded, answer.ToString());
        Assert.Equal(before != world, read is ReadAnswer.Done);
        Assert.IsType<Answer.Succeeded>(again);
        Assert.NotEqual(before, await server.WorldAsync());
    }

    /// <summary>Makes what the calls of the tests need.</summary>
    protected async Task MakeAsync(string operation, string input) => Assert.IsType<Answer.Succeeded>(
        await _trial.Adapter.ExecuteAsync(
            new AdapterCall(operation, JsonSerializer.Deserialize<JsonElement>(input), "activations/1/before/do"),
            CancellationToken.None));
}
