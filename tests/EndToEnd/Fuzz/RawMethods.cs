using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>Every method of the server, taking bytes for messages.</summary>
internal sealed class RawMethods(GrpcChannel channel, Answers answers)
{
    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StreamMax = TimeSpan.FromMilliseconds(300);
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
    private readonly CallInvoker _invoker = channel.CreateCallInvoker();

    public static IReadOnlyList<MethodDescriptor> All { get; } =
    [
        .. ActivationService.Descriptor.Methods, .. WorkflowService.Descriptor.Methods,
        .. ClusterService.Descriptor.Methods, .. AdapterService.Descriptor.Methods,
        .. AnalysisService.Descriptor.Methods,
        .. AdapterWorkerService.Descriptor.Methods,
        .. InventoryService.Descriptor.Methods, .. ProductService.Descriptor.Methods, .. AuditService.Descriptor.Methods,
        .. Health.Descriptor.Methods,
        .. Grpc.Reflection.V1.ServerReflection.Descriptor.Methods,
        .. Grpc.Reflection.V1Alpha.ServerReflection.Descriptor.Methods,
    ];

    /// <summary>Calls, and notes how it was answered; the first message of the answer, or null for a refusal.</summary>
    /// <param name="method">Which.</param>
    /// <param name="request">The message as it goes over the wire.</param>
    /// <param name="what">For whoever has to find out why it was answered as it was.</param>
    public async Task<byte[]?> CallAsync(MethodDescriptor method, byte[] request, Func<string> what)
    {
        var isStream = method.IsServerStreaming;
        var options = new CallOptions(deadline: DateTime.UtcNow + (isStream ? StreamMax : CallMax));
        try
        {
            var response = isStream
                ? await StreamAsync(method, request, options)
                : await UnaryAsync(method, request, options);
            answers.Note(method.FullName, StatusCode.OK);
            return response;
        }
        catch (RpcException refused)
        {
            answers.Note(method.FullName, refused, what, mayWait: isStream || method.Name == "StartActivation");
            return null;
        }
    }

    private async Task<byte[]?> UnaryAsync(MethodDescriptor method, byte[] request, CallOptions options) =>
        await _invoker.AsyncUnaryCall(Raw(method, MethodType.Unary), null, options, request);

    private async Task<byte[]?> StreamAsync(MethodDescriptor method, byte[] request, CallOptions options)
    {
        byte[]? first = null;
        if (method.IsClientStreaming)
        {
            using var call = _invoker.AsyncDuplexStreamingCall(Raw(method, MethodType.DuplexStreaming), null, options);
            await call.RequestStream.WriteAsync(request);
            await call.RequestStream.CompleteAsync();
            await foreach (var message in call.ResponseStream.ReadAllAsync())
                first ??= message;
        }
        else
        {
            using var call = _invoker.AsyncServerStreamingCall(
                Raw(method, MethodType.ServerStreaming), null, options, request);
            await foreach (var message in call.ResponseStream.ReadAllAsync())
                first ??= message;
        }

        return first;
    }

    private static Method<byte[], byte[]> Raw(MethodDescriptor method, MethodType type) =>
        new(type, method.Service.FullName, method.Name, Bytes, Bytes);
}
