using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class ProtocolTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private readonly RunningServer _server = shared.Server;

    [Theory]
    [InlineData("StartActivation", MethodType.Unary)]
    [InlineData("WatchActivation", MethodType.ServerStreaming)]
    public async Task Bytes_that_are_no_message_are_refused_as_such(string name, MethodType type)
    {
        var method = new Method<byte[], byte[]>(type, "orchestrator.v1.ActivationService", name, Bytes, Bytes);
        byte[][] messages =
        [
            [0xff, 0xff, 0xff],
            [0x0a, 0x7f],
            [0x0a, 0x02, 0xc3, 0x28],
            Deep(),
        ];

        foreach (var message in messages)
        {
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await SendAsync(method, message));

            var refused = Refused.Of(failure);
            Assert.True(
                refused.Code == StatusCode.InvalidArgument, $"{Convert.ToHexString(message, 0, 2)}: {failure.Status}");
        }
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_as_such()
    {
        var refused = await Refused.ByAsync(_server.Workflows.ValidateWorkflowAsync(
            new ValidateWorkflowRequest { Content = new string('x', 5 * 1024 * 1024) }));

        Assert.Equal((StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task A_method_that_there_is_none_of_is_refused_as_such()
    {
        var method = new Method<byte[], byte[]>(
            MethodType.Unary, "orchestrator.v1.ActivationService", "Guess", Bytes, Bytes);
        var service = new Method<byte[], byte[]>(MethodType.Unary, "orchestrator.v1.Guess", "Guess", Bytes, Bytes);

        foreach (var guess in new[] { method, service })
        {
            var refused = Refused.Of(await Assert.ThrowsAsync<RpcException>(async () => await SendAsync(guess, [])));

            Assert.Equal((StatusCode.Unimplemented, "METHOD_UNKNOWN"), (refused.Code, refused.Reason));
        }
    }

    [Fact]
    public async Task A_message_may_be_compressed_and_a_large_answer_is()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps + new string(' ', 100_000));
        using var handler = new NotingHandler();
        using var channel = GrpcChannel.ForAddress(
            _server.Channel.Target.Insert(0, "http://"), new GrpcChannelOptions { HttpHandler = handler });
        var client = new WorkflowService.WorkflowServiceClient(channel);

        var got = await client.GetWorkflowAsync(
            new GetWorkflowRequest { Name = workflow }, new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        Assert.Equal(workflow, got.Name);
        Assert.Equal(("gzip", "gzip"), (handler.Sent, handler.Received));
        Assert.True(handler.ReceivedBytes < 50_000, $"{handler.ReceivedBytes} bytes were received.");
    }

    [Fact]
    public async Task Cancelling_a_call_does_not_cancel_what_it_started()
    {
        var workflow = await _server.PublishAsync(Definitions.Waits);
        using var cancel = new CancellationTokenSource();
        var waiting = _server.Activations.StartActivationAsync(
            _server.Order(workflow, order => (order.Customer, order.Wait) = ("C-cancel", Duration.FromTimeSpan(
                TimeSpan.FromHours(1)))),
            cancellationToken: cancel.Token);
        var name = await UntilListedAsync("C-cancel");

        await cancel.CancelAsync();
        var ended = await Assert.ThrowsAsync<RpcException>(async () => await waiting);
        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = name, Signal = "visit-done" });

        Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
        Assert.Equal(State.Completed, (await _server.UntilAsync(name, State.Completed)).State);
    }

    [Fact]
    public async Task A_deadline_that_passes_does_not_cancel_what_was_started()
    {
        var workflow = await _server.PublishAsync(Definitions.Waits);
        var order = _server.Order(
            workflow, one => (one.Customer, one.Wait) = ("C-deadline", Duration.FromTimeSpan(TimeSpan.FromHours(1))));

        var ended = await Assert.ThrowsAsync<RpcException>(
            async () => await _server.Activations.StartActivationAsync(order, deadline: DateTime.UtcNow.AddSeconds(1)));
        var name = await UntilListedAsync("C-deadline");

        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
        Assert.Equal(
            State.Running,
            (await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = name })).State);
    }

    [Fact]
    public async Task A_caller_is_who_it_says_it_is_and_anonymous_when_it_says_nothing()
    {
        var workflow = await _server.PublishAsync(Definitions.Waits);
        var started = await _server.Activations.StartActivationAsync(
            _server.Order(workflow), new Metadata { { "orchestrator-caller", "order-system" } });
        await _server.Activations.HoldActivationAsync(
            new HoldActivationRequest { Name = started.Name, Decision = new Decision { Reason = "wait" } });
        using var watch = _server.Activations.WatchActivation(new WatchActivationRequest { Name = started.Name });

        var actors = new List<string>();
        while (!actors.Contains("anonymous") && await watch.ResponseStream.MoveNext(default))
            actors.Add(watch.ResponseStream.Current.Actor);

        Assert.Equal("order-system", actors[0]);
    }

    [Fact]
    public async Task A_claim_that_cannot_be_a_name_is_refused()
    {
        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(
            _server.Order("workflows/x"), new Metadata { { "orchestrator-caller", new string('x', 257) } }));

        Assert.Equal(["metadata orchestrator-caller"], refused.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task Health_and_reflection_are_served_and_their_errors_have_reasons_too()
    {
        var health = new Health.HealthClient(_server.Channel);

        var whole = await health.CheckAsync(new HealthCheckRequest());
        var service = await health.CheckAsync(new HealthCheckRequest { Service = "orchestrator.v1.ActivationService" });
        var unknown = await Refused.ByAsync(health.CheckAsync(new HealthCheckRequest { Service = "nobody-knows" }));
        using var reflection = new ServerReflection.ServerReflectionClient(_server.Channel).ServerReflectionInfo();
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "*" });
        await reflection.ResponseStream.MoveNext(default);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, whole.Status);
        Assert.Equal(whole, service);
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (unknown.Code, unknown.Reason));
        Assert.Contains(
            "orchestrator.v1.WorkflowService",
            reflection.ResponseStream.Current.ListServicesResponse.Service.Select(one => one.Name));
    }

    private async Task<byte[]> SendAsync(Method<byte[], byte[]> method, byte[] message)
    {
        var invoker = _server.Channel.CreateCallInvoker();
        if (method.Type == MethodType.Unary)
            return await invoker.AsyncUnaryCall(method, null, new CallOptions(), message);

        using var stream = invoker.AsyncServerStreamingCall(method, null, new CallOptions(), message);
        await stream.ResponseStream.MoveNext(default);
        return [];
    }

    /// <summary>An input nested two hundred times.</summary>
    private static byte[] Deep()
    {
        var innermost = new Struct();
        for (var depth = 0; depth < 200; depth++)
            innermost = new Struct { Fields = { ["d"] = Google.Protobuf.WellKnownTypes.Value.ForStruct(innermost) } };

        return new StartActivationRequest { Input = innermost }.ToByteArray();
    }

    private async Task<string> UntilListedAsync(string customer)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var found = await _server.Activations.ListActivationsAsync(
                new ListActivationsRequest
                {
                    Filter = new ActivationFilter { Customer = customer, States = { State.Running } },
                });
            if (found.Activations.Count > 0)
                return found.Activations[0].Name;
        }

        throw new InvalidOperationException($"Nothing of {customer} runs.");
    }

    /// <summary>Notes how messages were compressed.</summary>
    private sealed class NotingHandler : DelegatingHandler
    {
        public NotingHandler()
            : base(new SocketsHttpHandler())
        {
        }

        public string? Sent { get; private set; }

        public string? Received { get; private set; }

        public long ReceivedBytes { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent = request.Headers.TryGetValues("grpc-encoding", out var sent) ? sent.Single() : null;
            var response = await base.SendAsync(request, cancellationToken);
            Received = response.Headers.TryGetValues("grpc-encoding", out var received) ? received.Single() : null;
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            ReceivedBytes = body.Length;
            var type = response.Content.Headers.ContentType;
            response.Content = new ByteArrayContent(body);
            response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type!.ToString());
            return response;
        }
    }
}
