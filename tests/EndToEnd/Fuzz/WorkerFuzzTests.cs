using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Adapters;
using Orchestrator.Tests.EndToEnd.Server;
using Orchestrator.Tests.EndToEnd.Workers;
using Orchestrator.V1;
using Xunit.Abstractions;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>Whatever a worker says: it is told what is wrong, and the others go on.</summary>
public sealed class WorkerFuzzTests(LampServer lamps, ITestOutputHelper output) : IClassFixture<LampServer>
{
    private static readonly (StatusCode, string)[] Fair =
    [
        (StatusCode.InvalidArgument, "INVALID_FIELDS"), (StatusCode.InvalidArgument, "MESSAGE_MALFORMED"),
        (StatusCode.PermissionDenied, "WORKER_REFUSED"), (StatusCode.FailedPrecondition, "DESCRIPTION_OUTDATED"),
    ];

    private readonly RandomMessage _messages = new(new Vocabulary());
    private int _refused;
    private int _cutOff;

    [Fact]
    public async Task Nothing_that_a_worker_says_breaks_anything()
    {
        output.WriteLine($"seed {FuzzBudget.Seed}");
        using var stop = new CancellationTokenSource();
        var calling = CallAsync(stop.Token);

        var cases = await FuzzBudget.SpendAsync(5, TryAsync);
        await stop.CancelAsync();
        await calling;

        output.WriteLine($"{cases} cases, {_refused} refused, {_cutOff} cut off");
        Assert.InRange(_refused, 1, cases - 1);
        Assert.InRange(_cutOff, 0, 1 + (_refused / 100)); // Whoever is refused is told why.
        var register = TestWorker.Register(version: long.MaxValue, credits: 10);
        register.Description.Operations[0].Summary = "The last word.";
        using var good = await lamps.ConnectAsync(register);
        var answering = lamps.LightAsync("after");
        var call = await good.HearCallAsync();
        await good.AnswerAsync(new AdapterAnswer { Call = call.Id, Succeeded = new() });
        Assert.IsType<Answer.Succeeded>(await answering);
    }

    private async Task TryAsync(int number, Random random)
    {
        using var worker = lamps.Open();
        var register = TestWorker.Register(credits: 3, worker: $"case {number}");
        if (random.Next(3) == 0)
            _messages.Change(random.Next(2) == 0 ? register : register.Description, random);
        try
        {
            await worker.SayAsync(new WorkRequest { Register = register });
            for (var count = random.Next(6); count > 0; count--)
                await worker.SayAsync(Next(random));
            await worker.SayAsync(new WorkRequest { Leave = new LeaveStream() });
            await worker.DoneAsync();
        }
        catch (Exception broken) when (broken is RpcException or InvalidOperationException)
        {
            // It is said why where the stream is read.
        }

        if (await worker.EndAsync() is not { } failure)
            return;

        Interlocked.Increment(ref _refused);
        if (IsCutOff(failure))
        {
            Interlocked.Increment(ref _cutOff);
            return;
        }

        var refused = Refused.Of(failure);
        Assert.True(Fair.Contains((refused.Code, refused.Reason)), $"case {number}: {refused.Code} {refused.Message}");
    }

    /// <summary>
    /// A server that refuses ends the stream while the client still writes; now and then the client sees that its
    /// writing was cut off before it sees the reason.
    /// </summary>
    private static bool IsCutOff(RpcException failure) =>
        failure.Trailers.GetValueBytes("grpc-status-details-bin") is null
        && (failure.Status.DebugException is IOException or HttpRequestException or OperationCanceledException
            || failure.StatusCode == StatusCode.Cancelled);

    private WorkRequest Next(Random random)
    {
        var request = (WorkRequest)_messages.Make(WorkRequest.Descriptor, random);
        if (request.Register is not null && random.Next(4) > 0)
            request.Grant = new GrantCredits { Credits = random.Next(1, 5) };
        if (request.Answer is { } answer)
            answer.Call = random.Next(1, 3);
        if (request.Progress is { } progress && random.Next(2) == 0)
            progress.Call = 1;
        return request;
    }

    /// <summary>There is always something that they could answer.</summary>
    private Task CallAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
    {
        while (!stop.IsCancellationRequested)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TimeSpan.FromMilliseconds(200));
            try
            {
                await lamps.LightAsync($"fuzz-{number}", limit.Token);
            }
            catch (Engine.Dispatch.CallNotBegunException)
            {
                // Nobody was there.
            }
        }
    }));
}
