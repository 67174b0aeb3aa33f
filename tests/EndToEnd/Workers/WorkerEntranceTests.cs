using Grpc.Core;
using Orchestrator.Adapters;
using Orchestrator.Tests.EndToEnd.Server;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>Who may come in, with what, and what breaks the protocol.</summary>
public sealed class WorkerEntranceTests(LampServer lamps) : IClassFixture<LampServer>
{
    [Fact]
    public async Task Whoever_may_not_serve_an_instance_does_not_learn_whether_there_is_one()
    {
        var refusals = new List<Refused>();
        foreach (var (instance, token) in new[] { ("lamps", null), ("lamps", "wrong"), ("null", LampServer.Token), ("none", LampServer.Token) })
        {
            using var worker = TestWorker.Open(lamps.Server.Channel, token);
            var register = TestWorker.Register();
            register.Instance = instance;
            await worker.SayAsync(new WorkRequest { Register = register });
            refusals.Add(Refused.Of(await worker.IsRefusedAsync()));
        }

        Assert.All(refusals, refused => Assert.Equal(
            (StatusCode.PermissionDenied, "WORKER_REFUSED", refusals[0].Message),
            (refused.Code, refused.Reason, refused.Message)));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_what_it_registers_is_told_at_once()
    {
        using var worker = lamps.Open();
        var register = TestWorker.Register(credits: -1, version: 0, worker: "");
        register.Description.Name = "Lamps";
        register.Description.Operations[0].Inverse = "blow-out";
        register.Description.Operations[0].InputSchema = "{";
        register.Description.Operations[1].Name = "light";
        register.Description.Operations[1].InputSchema = """{ "type": "object", "properties": { "a": { "$ref": "http://127.0.0.1:1/" } } }""";
        register.Description.Operations[1].OutputSchema = """{ "type": "string" }""";

        await worker.SayAsync(new WorkRequest { Register = register });
        var refused = Refused.Of(await worker.IsRefusedAsync());

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (refused.Code, refused.Reason));
        Assert.Equal(
            [
                "register.worker", "register.version", "register.credits", "register.description.name",
                "register.description.operations[0].name",
                "register.description.operations[0].input_schema",
                "register.description.operations[0].inverse",
                "register.description.operations[1].name",
                "register.description.operations[1].input_schema",
                "register.description.operations[1].output_schema",
            ],
            refused.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task Another_description_needs_a_higher_version_and_then_replaces_the_one_before()
    {
        await using var own = new OwnLamps();
        using var old = await own.Lamps.ConnectAsync();
        using var same = await own.Lamps.ConnectAsync(TestWorker.Register(version: 7));
        var other = TestWorker.Register();
        other.Description.Operations[0].Summary = "Lights it.";
        using var early = own.Lamps.Open();
        await early.SayAsync(new WorkRequest { Register = other });
        var refused = Refused.Of(await early.IsRefusedAsync());

        other.Version = 2;
        using var later = await own.Lamps.ConnectAsync(other);

        Assert.Equal((StatusCode.FailedPrecondition, "DESCRIPTION_OUTDATED"), (refused.Code, refused.Reason));
        Assert.Equal(("lamps", "1"), (refused.Metadata["instance"], refused.Metadata["version"]));
        Assert.Equal("Version 2 of what instance 'lamps' can do has been registered.", (await old.HearAsync()).Leave.Reason);
        await old.EndsAsync();
        Assert.Equal("Lights it.", own.Lamps.Lamps.Description.Find("light")!.Summary);
    }

    public static TheoryData<string, string> Breaches() => new()
    {
        { "grant.credits", """{ "grant": { "credits": 0 } }""" },
        { "answer.call", """{ "answer": { "call": "99", "succeeded": {} } }""" },
        { "answer.call", """{ "answer": { "call": "-1", "unknown": {} } }""" },
        { "answer.credits", """{ "answer": { "call": "1", "credits": -5, "unknown": {} } }""" },
        { "answer", """{ "answer": { "call": "1" } }""" },
        { "answer", """{ "answer": { "call": "1", "notDone": {} } }""" },
        { "answer.succeeded.output", """{ "answer": { "call": "1", "succeeded": { "output": "[1]" } } }""" },
        { "answer.succeeded.output", """{ "answer": { "call": "1", "succeeded": { "output": "{" } } }""" },
        { "answer.succeeded.resources[0].resource", """{ "answer": { "call": "1", "succeeded": { "resources": [ {} ] } } }""" },
        { "answer.permanent.code", """{ "answer": { "call": "1", "permanent": { "code": "no lamp", "message": "x" } } }""" },
        { "answer.retryable.message", """{ "answer": { "call": "1", "retryable": { "code": "NO" } } }""" },
        { "progress.call", """{ "progress": { "call": "2" } }""" },
        { "register", """{ "register": {} }""" },
        { "message", "{}" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task What_breaks_the_protocol_ends_the_stream_and_leaves_the_call_unknown(string field, string message)
    {
        using var worker = await lamps.ConnectAsync();
        var calling = lamps.LightAsync();
        await worker.HearCallAsync();

        await worker.SayAsync(WorkRequest.Parser.ParseJson(message));
        var refused = Refused.Of(await worker.IsRefusedAsync());

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (refused.Code, refused.Reason));
        Assert.Equal([field], refused.Fields.Select(one => one.Field));
        Assert.Equal(new Answer.Unknown("Worker 'tester' was lost before it answered."), await calling);
    }

    [Fact]
    public async Task An_instance_is_unavailable_while_nobody_is_there()
    {
        await using var own = new OwnLamps();
        var before = await own.Lamps.Server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        using var worker = await own.Lamps.ConnectAsync();
        var after = await own.Lamps.Server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Contains("orchestrator_adapter_unavailable{adapter=\"lamps\"} 1\n", before, StringComparison.Ordinal);
        Assert.Contains("orchestrator_adapter_unavailable{adapter=\"lamps\"} 0\n", after, StringComparison.Ordinal);
        Assert.Contains("orchestrator_adapter_unavailable{adapter=\"null\"} 0\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_begins_with_who_comes()
    {
        using var worker = lamps.Open();

        await worker.SayAsync(new WorkRequest { Grant = new GrantCredits { Credits = 1 } });

        Assert.Equal("register", Assert.Single(Refused.Of(await worker.IsRefusedAsync()).Fields).Field);
    }

    /// <summary>A server of one test's own.</summary>
    private sealed class OwnLamps : IAsyncDisposable
    {
        public OwnLamps() => Lamps.InitializeAsync().Wait();

        public LampServer Lamps { get; } = new();

        public async ValueTask DisposeAsync() => await Lamps.DisposeAsync();
    }
}
