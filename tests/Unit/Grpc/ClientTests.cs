using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class ClientTests
{
    private static readonly Method<string, string> Echo = new(
        MethodType.Unary, "test.Echo", "Say", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    private readonly RecordingInvoker _end = new();

    [Fact]
    public void A_client_calls_the_host_of_its_channel_unless_told_otherwise()
    {
        var client = new EchoClient(_end);

        client.CallAllKinds();

        Assert.Equal(Enumerable.Repeat<string?>(null, 5), _end.Calls.Select(call => call.Host));
    }

    [Fact]
    public void A_client_for_another_host_names_it_in_every_kind_of_call_and_leaves_the_first_as_it_was()
    {
        var first = new EchoClient(new Channel(_end));

        first.WithHost("a").WithHost("b").CallAllKinds();
        first.CallAllKinds();

        Assert.Equal(
            [.. Enumerable.Repeat("b", 5), .. Enumerable.Repeat<string?>(null, 5)],
            _end.Calls.Select(call => call.Host));
    }

    [Fact]
    public void A_client_without_a_channel_is_for_test_doubles()
    {
        Assert.Throws<NotImplementedException>(new EchoClient().CallAllKinds);
        Assert.Throws<ArgumentNullException>(() => new EchoClient((CallInvoker)null!));
        Assert.Throws<ArgumentNullException>(() => new EchoClient((ChannelBase)null!));
        Assert.Throws<ArgumentNullException>(() => new EchoClient(_end).WithHost(null!));
    }

    [Fact]
    public async Task A_channel_knows_its_target_and_may_have_nothing_to_shut_down()
    {
        var channel = new Channel(_end);

        await channel.ShutdownAsync();

        Assert.Equal("target", channel.Target);
    }

    private sealed class EchoClient : ClientBase<EchoClient>
    {
        public EchoClient()
        {
        }

        public EchoClient(CallInvoker invoker)
            : base(invoker)
        {
        }

        public EchoClient(ChannelBase channel)
            : base(channel)
        {
        }

        private EchoClient(ClientBaseConfiguration configuration)
            : base(configuration)
        {
        }

        public void CallAllKinds()
        {
            CallInvoker.BlockingUnaryCall(Echo, null, default, "request");
            CallInvoker.AsyncUnaryCall(Echo, null, default, "request").Dispose();
            CallInvoker.AsyncServerStreamingCall(Echo, null, default, "request").Dispose();
            CallInvoker.AsyncClientStreamingCall(Echo, null, default).Dispose();
            CallInvoker.AsyncDuplexStreamingCall(Echo, null, default).Dispose();
        }

        protected override EchoClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
    }

    private sealed class Channel(CallInvoker invoker) : ChannelBase("target")
    {
        public override CallInvoker CreateCallInvoker() => invoker;
    }
}
