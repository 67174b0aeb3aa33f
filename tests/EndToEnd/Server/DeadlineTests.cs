using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Orchestrator.V1;
using RpcStatus = Google.Rpc.Status;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Deadlines as the server keeps them, whatever the client does about its own.</summary>
public sealed class DeadlineTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string HealthWatch = "/grpc.health.v1.Health/Watch";
    private readonly RunningServer _server = shared.Server;

    [Theory]
    [InlineData("500m")]
    [InlineData("500000u")]
    [InlineData("1n")]
    [InlineData("0S")]
    public async Task A_stream_whose_time_is_over_ends_with_the_reason(string timeout)
    {
        // A stream that is reset while its first message is written says nothing; one that waits always does.
        using var client = Client();
        await new Health.HealthClient(_server.Channel).CheckAsync(new HealthCheckRequest());

        var (status, error) = await EndOfAsync(client, HealthWatch, new HealthCheckRequest(), timeout);

        Assert.Equal(("4", "DEADLINE_EXCEEDED", "orchestrator"), (status, error.Reason(), error.Domain()));
    }

    [Fact]
    public async Task A_call_that_waits_ends_with_the_reason()
    {
        using var client = Client();
        var order = _server.Order(await _server.PublishAsync(Definitions.Waits));
        order.Wait = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromHours(1));

        var (status, error) = await EndOfAsync(
            client, "/orchestrator.v1.ActivationService/StartActivation", order, "1S");

        Assert.Equal(("4", "DEADLINE_EXCEEDED", "orchestrator"), (status, error.Reason(), error.Domain()));
    }

    [Fact]
    public async Task A_time_that_cannot_be_understood_or_is_longer_than_any_call_is_none()
    {
        using var client = Client();

        foreach (var timeout in (string[])["99999999H", "soon", "-1S", "1", "123456789S"])
        {
            using var answer = await SendAsync(
                client, "/grpc.health.v1.Health/Check", new HealthCheckRequest(), timeout);
            await answer.Content.ReadAsByteArrayAsync();

            Assert.Equal("0", answer.TrailingHeaders.GetValues("grpc-status").Single());
        }
    }

    [Fact]
    public async Task Deadlines_that_pass_break_no_other_call_of_the_connection()
    {
        // The library's own end of a call and the handler's once wrote the same trailers, and the connection broke
        // about once in 200 calls.
        using var other = new Health.HealthClient(_server.Channel).Watch(
            new HealthCheckRequest(), deadline: DateTime.UtcNow.AddMinutes(2));
        Assert.True(await other.ResponseStream.MoveNext(CancellationToken.None));

        var codes = await Task.WhenAll(Enumerable.Range(0, 16).Select(WatchManyAsync));

        // The time may also end while a message is written: then the stream is reset, and the client calls that
        // cancelled.
        Assert.Subset(
            new HashSet<StatusCode> { StatusCode.DeadlineExceeded, StatusCode.Cancelled },
            codes.SelectMany(code => code).ToHashSet());
        var next = other.ResponseStream.MoveNext(CancellationToken.None);
        Assert.False(next.IsCompleted);
    }

    private async Task<IReadOnlyList<StatusCode>> WatchManyAsync(int worker)
    {
        var random = new Random(worker);
        var health = new Health.HealthClient(_server.Channel);
        var codes = new List<StatusCode>();
        while (codes.Count < 60)
        {
            using var watch = health.Watch(
                new HealthCheckRequest(), deadline: DateTime.UtcNow.AddMilliseconds(random.Next(1, 60)));
            var ended = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (await watch.ResponseStream.MoveNext(CancellationToken.None))
                {
                    // Until the deadline.
                }
            });
            codes.Add(ended.StatusCode);
        }

        return codes;
    }

    /// <summary>A client that sends the time-out and, unlike gRPC's own, does not keep it.</summary>
    private HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://{_server.Channel.Target}"),
        Timeout = TimeSpan.FromSeconds(30),
    };

    private static async Task<(string Status, IReadOnlyList<ErrorInfo> Errors)> EndOfAsync(
        HttpClient client, string method, IMessage message, string timeout)
    {
        using var answer = await SendAsync(client, method, message, timeout);
        await answer.Content.ReadAsByteArrayAsync();
        var trailers = answer.TrailingHeaders.TryGetValues("grpc-status", out _)
            ? answer.TrailingHeaders
            : answer.Headers;
        var details = RpcStatus.Parser.ParseFrom(
            Convert.FromBase64String(trailers.GetValues("grpc-status-details-bin").Single()));
        return (trailers.GetValues("grpc-status").Single(), [.. details.Details.Where(detail => detail.Is(ErrorInfo.Descriptor)).Select(detail => detail.Unpack<ErrorInfo>())]);
    }

    private static Task<HttpResponseMessage> SendAsync(
        HttpClient client, string method, IMessage message, string timeout)
    {
        var bytes = message.ToByteArray();
        var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("grpc-timeout", timeout);
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}

/// <summary>The one reason of an error.</summary>
file static class OneError
{
    public static string Reason(this IReadOnlyList<ErrorInfo> errors) => errors.Single().Type;

    public static string Domain(this IReadOnlyList<ErrorInfo> errors) => errors.Single().Domain;
}
