using Grpc.Core;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>A worker that says what the test tells it to say.</summary>
internal sealed class TestWorker : IDisposable
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);
    private readonly AsyncDuplexStreamingCall<WorkRequest, WorkResponse> _call;

    private TestWorker(AsyncDuplexStreamingCall<WorkRequest, WorkResponse> call) => _call = call;

    public static AdapterDescription Description => new()
    {
        Name = "lamps",
        CanList = true,
        Operations =
        {
            new OperationDescription
            {
                Name = "light",
                InputSchema = """{ "type": "object" }""",
                OutputSchema = """{ "type": "object" }""",
                HasEffect = true,
                Inverse = "put-out",
                CanRead = true,
                CanPreview = true,
            },
            new OperationDescription
            {
                Name = "put-out",
                InputSchema = """{ "type": "object" }""",
                OutputSchema = """{ "type": "object" }""",
                HasEffect = true,
                CanRead = true,
            },
        },
    };

    public static Register Register(int credits = 1, long version = 1, string worker = "tester") => new()
    {
        Instance = "lamps",
        Worker = worker,
        Description = Description,
        Version = version,
        Credits = credits,
    };

    public static TestWorker Open(ChannelBase channel, string? token = null)
    {
        var metadata = token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };
        return new TestWorker(new AdapterWorkerService.AdapterWorkerServiceClient(channel).Work(metadata));
    }

    /// <summary>Registered, and welcome.</summary>
    public static async Task<TestWorker> ConnectAsync(ChannelBase channel, Register register, string? token = null)
    {
        var worker = Open(channel, token);
        await worker.SayAsync(new WorkRequest { Register = register });
        Assert.NotNull((await worker.HearAsync()).Welcome);
        return worker;
    }

    public Task SayAsync(WorkRequest request) => _call.RequestStream.WriteAsync(request);

    public Task AnswerAsync(AdapterAnswer answer) => SayAsync(new WorkRequest { Answer = answer });

    public async Task<WorkResponse> HearAsync()
    {
        using var patience = new CancellationTokenSource(Max);
        Assert.True(await _call.ResponseStream.MoveNext(patience.Token), "The server has ended the stream.");
        return _call.ResponseStream.Current;
    }

    public async Task<AdapterCall> HearCallAsync() =>
        (await HearAsync()).Call ?? throw new InvalidOperationException($"It was {_call.ResponseStream.Current}.");

    /// <summary>The stream ends well, and nothing more is said.</summary>
    public async Task EndsAsync()
    {
        using var patience = new CancellationTokenSource(Max);
        Assert.False(await _call.ResponseStream.MoveNext(patience.Token));
    }

    /// <summary>The stream ends with an error; what was said before it is left out.</summary>
    public async Task<RpcException> IsRefusedAsync()
    {
        using var patience = new CancellationTokenSource(Max);
        return await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await _call.ResponseStream.MoveNext(patience.Token))
            {
                // Welcome, and the like.
            }
        });
    }

    /// <summary>It says nothing more.</summary>
    public Task DoneAsync() => _call.RequestStream.CompleteAsync();

    /// <summary>The stream ends: the error, or null.</summary>
    public async Task<RpcException?> EndAsync()
    {
        using var patience = new CancellationTokenSource(Max);
        try
        {
            while (await _call.ResponseStream.MoveNext(patience.Token))
            {
                // Calls, and the like.
            }

            return null;
        }
        catch (RpcException failure)
        {
            return failure;
        }
    }

    /// <summary>As a connection breaks.</summary>
    public void Dispose() => _call.Dispose();
}
