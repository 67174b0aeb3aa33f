using Orchestrator.Adapters;
using Orchestrator.Engine.Dispatch;
using Orchestrator.V1;
using Kind = Orchestrator.V1.AdapterCall.Types.Kind;
using Succeeded = Orchestrator.V1.AdapterAnswer.Types.Succeeded;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>Calls, as a worker gets and answers them.</summary>
public sealed class WorkerCallTests(LampServer lamps) : IClassFixture<LampServer>
{
    [Fact]
    public async Task A_call_comes_whole_and_its_answer_goes_back_whole()
    {
        using var worker = await lamps.ConnectAsync();
        var answering = lamps.LightAsync("key-1");

        var call = await worker.HearCallAsync();
        var lamp = new AdapterResource { Kind = "lamp", ExternalId = "7", Attributes = { { "watts", "4" } } };
        await worker.AnswerAsync(new AdapterAnswer
        {
            Call = call.Id,
            Succeeded = new Succeeded
            {
                Output = """{ "lamp": 7 }""",
                Resources = { new AdapterResourceChange { Resource = lamp, Released = true } },
            },
        });

        Assert.Equal(
            """{ "id": "1", "kind": "KIND_EXECUTE", "operation": "light", "input": "{ \"room\": \"Zoë's\" }", "idempotencyKey": "key-1", "attempt": 1, "labels": { "region": "north" }, "deadline": "20s", "lease": "2s" }""",
            call.ToString());
        var answer = Assert.IsType<Answer.Succeeded>(await answering);
        Assert.Equal("""{ "lamp": 7 }""", answer.Output?.GetRawText());
        var (resource, released) = Assert.Single(answer.Resources);
        Assert.Equal(("lamp", "7", "4", true), (resource.Kind, resource.ExternalId, resource.Attributes["watts"], released));
    }

    [Fact]
    public async Task Each_answer_is_what_it_says()
    {
        using var worker = await lamps.ConnectAsync();

        Assert.Equal(
            new Answer.Retryable("LAMP_HOT", "Wait.", TimeSpan.FromSeconds(1.5)),
            await AnswerAsync(new AdapterAnswer { Retryable = new() { Code = "LAMP_HOT", Message = "Wait.", RetryAfter = new() { Seconds = 1, Nanos = 500_000_000 } } }));
        Assert.Equal(
            new Answer.Permanent("NO_LAMP", "Buy one."),
            await AnswerAsync(new AdapterAnswer { Permanent = new() { Code = "NO_LAMP", Message = "Buy one." } }));
        Assert.Equal(
            new Answer.Unknown("It is dark."),
            await AnswerAsync(new AdapterAnswer { Unknown = new() { Message = "It is dark." } }));
        Assert.Equal(
            new ReadAnswer.NotDone(),
            await ReadAsync(new AdapterAnswer { NotDone = new() }));
        Assert.Equal(
            new ReadAnswer.StillUnknown("Dark."),
            await ReadAsync(new AdapterAnswer { Unknown = new() { Message = "Dark." } }));
        var done = Assert.IsType<ReadAnswer.Done>(await ReadAsync(new AdapterAnswer { Succeeded = new() }));
        Assert.Equal((null, 0), (done.Output, done.Resources.Count));

        async Task<Answer> AnswerAsync(AdapterAnswer what)
        {
            var answering = lamps.LightAsync();
            what.Call = (await worker.HearCallAsync()).Id;
            what.Credits = 1;
            await worker.AnswerAsync(what);
            return await answering;
        }

        async Task<ReadAnswer> ReadAsync(AdapterAnswer what)
        {
            var answering = lamps.Lamps.ReadAsync(LampServer.CallOf("key"), default);
            var call = await worker.HearCallAsync();
            Assert.Equal(Kind.Read, call.Kind);
            what.Call = call.Id;
            what.Credits = 1;
            await worker.AnswerAsync(what);
            return await answering;
        }
    }

    [Fact]
    public async Task Previews_are_texts_and_lists_come_in_parts()
    {
        using var worker = await lamps.ConnectAsync();

        var previewing = lamps.Lamps.PreviewAsync(LampServer.CallOf("key"), default);
        var preview = await worker.HearCallAsync();
        await worker.AnswerAsync(new AdapterAnswer { Call = preview.Id, Credits = 1, Preview = new() { Text = "+ light" } });
        var listing = lamps.Lamps.ListAsync(default).ToListAsync();
        var list = await worker.HearCallAsync();
        foreach (var (id, more) in new[] { ("1", true), ("2", true), ("3", false) })
        {
            var part = new AdapterAnswer.Types.Listing { More = more, Resources = { new AdapterResource { Kind = "lamp", ExternalId = id } } };
            await worker.AnswerAsync(new AdapterAnswer { Call = list.Id, Listing = part });
        }

        Assert.Equal((Kind.Preview, "+ light"), (preview.Kind, await previewing));
        Assert.Equal((Kind.List, "", ""), (list.Kind, list.Operation, list.Input));
        Assert.Equal(["1", "2", "3"], (await listing).Select(resource => resource.ExternalId));
    }

    [Fact]
    public async Task There_are_never_more_calls_than_credits_and_the_least_loaded_worker_is_next()
    {
        using var one = await lamps.ConnectAsync(TestWorker.Register(credits: 2));
        using var two = await lamps.ConnectAsync(TestWorker.Register(credits: 1, worker: "two"));
        var calls = Enumerable.Range(0, 3).Select(number => lamps.LightAsync($"key-{number}")).ToArray();

        var (first, second, third) = (await one.HearCallAsync(), await two.HearCallAsync(), await one.HearCallAsync());
        await Assert.ThrowsAsync<CallNotBegunException>(() => lamps.LightAsync("too many"));
        var more = lamps.LightAsync("more");
        await two.SayAsync(new WorkRequest { Grant = new GrantCredits { Credits = 1 } });
        var fourth = await two.HearCallAsync();
        await AnswerAsync(one, first, third);
        await AnswerAsync(two, second, fourth);

        Assert.Equal(
            ["key-0", "key-1", "key-2", "more"],
            new[] { first, second, third, fourth }.Select(call => call.IdempotencyKey).Order());
        Assert.All(await Task.WhenAll([.. calls, more]), answer => Assert.IsType<Answer.Succeeded>(answer));
    }

    [Fact]
    public async Task Given_up_a_call_is_cancelled_and_its_late_answer_is_good_for_its_credit_only()
    {
        using var worker = await lamps.ConnectAsync();
        using var deadline = new CancellationTokenSource();
        var givenUp = lamps.LightAsync("slow", deadline.Token);
        var call = await worker.HearCallAsync();

        await deadline.CancelAsync();
        var cancel = (await worker.HearAsync()).Cancel;
        await worker.AnswerAsync(new AdapterAnswer { Call = call.Id, Credits = 1, Succeeded = new() { Output = "{}" } });
        var next = lamps.LightAsync("next");
        await AnswerAsync(worker, await worker.HearCallAsync());

        Assert.Equal((call.Id, "It was not answered in time."), (cancel.Call, cancel.Reason));
        Assert.IsType<Answer.Unknown>(await givenUp);
        Assert.IsType<Answer.Succeeded>(await next);
    }

    [Fact]
    public async Task Silence_loses_a_call_and_the_worker_is_told_to_stop()
    {
        using var worker = await lamps.ConnectAsync();
        var calling = lamps.LightAsync();
        var call = await worker.HearCallAsync();

        await worker.SayAsync(new WorkRequest { Progress = new CallProgress { Call = call.Id, Message = "hm" } });

        Assert.Equal(call.Id, (await worker.HearAsync()).Cancel.Call);
        Assert.Equal(new Answer.Unknown("Worker 'tester' said nothing of the call for 2 s."), await calling);
    }

    [Fact]
    public async Task A_worker_that_leaves_gets_no_more_and_its_stream_ends_after_its_last_answer()
    {
        using var worker = await lamps.ConnectAsync(TestWorker.Register(credits: 5));
        var calling = lamps.LightAsync();
        var call = await worker.HearCallAsync();

        await worker.SayAsync(new WorkRequest { Leave = new LeaveStream() });
        using var other = await lamps.ConnectAsync(TestWorker.Register(worker: "other"));
        var next = lamps.LightAsync("next");
        await AnswerAsync(other, await other.HearCallAsync());
        await AnswerAsync(worker, call);
        await worker.EndsAsync();

        Assert.IsType<Answer.Succeeded>(await calling);
        Assert.IsType<Answer.Succeeded>(await next);
    }

    private static async Task AnswerAsync(TestWorker worker, params V1.AdapterCall[] calls)
    {
        foreach (var call in calls)
            await worker.AnswerAsync(new AdapterAnswer { Call = call.Id, Succeeded = new() });
    }
}
