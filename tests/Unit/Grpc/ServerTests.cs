using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class ServerTests
{
    private static readonly UnaryServerMethod<string, string> Unary = (request, _) => Task.FromResult(request);
    private static readonly ClientStreamingServerMethod<string, string> Client = (_, _) => Task.FromResult("");
    private static readonly ServerStreamingServerMethod<string, string> Server = (_, _, _) => Task.CompletedTask;
    private static readonly DuplexStreamingServerMethod<string, string> Duplex = (_, _, _) => Task.CompletedTask;

    [Fact]
    public void A_definition_tells_a_binder_its_methods_in_order_with_what_serves_them()
    {
        var binder = new Told();
        var definition = ServerServiceDefinition.CreateBuilder()
            .AddMethod(Named("A"), Unary).AddMethod(Named("B"), Client)
            .AddMethod(Named("C"), Server).AddMethod(Named("D"), Duplex)
            .Build();

        definition.BindService(binder);

        Assert.Equal([("/service/A", Unary), ("/service/B", Client), ("/service/C", Server), ("/service/D", Duplex)],
            binder.Methods);
    }

    [Fact]
    public void A_definition_does_not_change_when_its_builder_goes_on()
    {
        var binder = new Told();
        var builder = new ServerServiceDefinition.Builder();
        var empty = builder.Build();

        builder.AddMethod(Named("A"), Unary);
        empty.BindService(binder);

        Assert.Empty(binder.Methods);
    }

    [Fact]
    public void A_method_is_added_once()
    {
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(Named("A"), Unary);

        Assert.Throws<ArgumentException>(() => builder.AddMethod(Named("A"), Duplex));
    }

    [Fact]
    public void A_binder_refuses_what_it_does_not_know()
    {
        var binder = new ServiceBinderBase();

        Assert.Throws<NotImplementedException>(() => binder.AddMethod(Named("A"), Unary));
        Assert.Throws<NotImplementedException>(() => binder.AddMethod(Named("A"), Client));
        Assert.Throws<NotImplementedException>(() => binder.AddMethod(Named("A"), Server));
        Assert.Throws<NotImplementedException>(() => binder.AddMethod(Named("A"), Duplex));
    }

    [Fact]
    public void A_method_has_the_path_of_its_service_and_name()
    {
        var text = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.DuplexStreaming, "a.b.Service", "Do", text, text);

        Assert.Equal("/a.b.Service/Do", method.FullName);
        Assert.Equal(
            (MethodType.DuplexStreaming, "a.b.Service", "Do"), (method.Type, method.ServiceName, method.Name));
        Assert.Throws<ArgumentNullException>(() => Named(null!));
    }

    [Fact]
    public async Task A_call_shows_what_the_library_knows_of_it()
    {
        var call = new ServedCall();
        var headers = new Metadata();

        call.Status = new Status(StatusCode.NotFound, "gone");
        call.WriteOptions = WriteOptions.Default;
        await call.WriteResponseHeadersAsync(headers);

        Assert.Equal(("/service/Method", "host", "ipv4:127.0.0.1:1"), (call.Method, call.Host, call.Peer));
        Assert.Equal(DateTime.UnixEpoch, call.Deadline);
        Assert.True(call.CancellationToken.IsCancellationRequested);
        Assert.Equal(StatusCode.NotFound, call.Status.StatusCode);
        Assert.Same(WriteOptions.Default, call.WriteOptions);
        Assert.Same(headers, call.Sent);
        Assert.False(call.AuthContext.IsPeerAuthenticated);
        Assert.Throws<NotSupportedException>(() => call.CreatePropagationToken());
    }

    [Fact]
    public void A_call_has_room_for_what_interceptors_tell_each_other()
    {
        var call = new ServedCall();

        call.UserState["key"] = "value";

        Assert.Equal("value", call.UserState["key"]);
        Assert.Empty(new ServedCall().UserState);
    }

    [Fact]
    public void A_generated_service_says_where_its_methods_are()
    {
        var attribute = new BindServiceMethodAttribute(typeof(ServerTests), "Bind");

        Assert.Equal((typeof(ServerTests), "Bind"), (attribute.BindType, attribute.BindMethodName));
    }

    private static Method<string, string> Named(string name) => new(
        MethodType.Unary, "service", name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    private sealed class Told : ServiceBinderBase
    {
        public List<(string, Delegate?)> Methods { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Methods.Add((method.FullName, handler));

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            Methods.Add((method.FullName, handler));

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            Methods.Add((method.FullName, handler));

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            Methods.Add((method.FullName, handler));
    }
}
