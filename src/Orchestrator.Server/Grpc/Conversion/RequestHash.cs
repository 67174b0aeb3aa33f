using System.Buffers.Text;
using System.Security.Cryptography;
using Google.Protobuf;

namespace Orchestrator.Server.Grpc.Conversion;

/// <summary>
/// What a request says, as 22 characters: equal for two requests that say the same, in whatever order a client wrote
/// its maps. The request's id and how long its caller waits are not part of it; which method it is for, is.
/// </summary>
internal static class RequestHash
{
    private const int KeptBytes = 16;

    public static string Of(V1.StartActivationRequest request)
    {
        var (id, wait) = (request.RequestId, request.Wait);
        MapOrder.Sort(request.Labels);
        MapOrder.Sort(request.Input);
        (request.RequestId, request.Wait) = ("", null);
        var hash = Hash(request);
        (request.RequestId, request.Wait) = (id, wait);
        return hash;
    }

    public static string Of(V1.HoldActivationRequest request) =>
        Hash(new V1.HoldActivationRequest(request) { RequestId = "" });

    public static string Of(V1.ReleaseActivationRequest request) =>
        Hash(new V1.ReleaseActivationRequest(request) { RequestId = "" });

    public static string Of(V1.CancelActivationRequest request) =>
        Hash(new V1.CancelActivationRequest(request) { RequestId = "" });

    public static string Of(V1.RollbackActivationRequest request) =>
        Hash(new V1.RollbackActivationRequest(request) { RequestId = "" });

    public static string Of(V1.ResolveFalloutRequest request)
    {
        MapOrder.Sort(request.StepInput);
        MapOrder.Sort(request.StepOutput);
        return Hash(new V1.ResolveFalloutRequest(request) { RequestId = "" });
    }

    public static string Of(V1.SignalActivationRequest request)
    {
        MapOrder.Sort(request.Payload);
        return Hash(new V1.SignalActivationRequest(request) { RequestId = "" });
    }

    public static string Of(V1.PublishEventRequest request)
    {
        MapOrder.Sort(request.Payload);
        return Hash(new V1.PublishEventRequest(request) { RequestId = "" });
    }

    public static string Of(V1.PublishWorkflowRequest request) =>
        Hash(new V1.PublishWorkflowRequest(request) { RequestId = "" });

    public static string Of(V1.PublishProductRequest request) =>
        Hash(new V1.PublishProductRequest(request) { RequestId = "" });

    public static string Of(V1.RetireWorkflowRequest request) =>
        Hash(new V1.RetireWorkflowRequest(request) { RequestId = "" });

    public static string Of(V1.DrainNodeRequest request) => Hash(new V1.DrainNodeRequest(request) { RequestId = "" });

    public static string Of(V1.UndrainNodeRequest request) =>
        Hash(new V1.UndrainNodeRequest(request) { RequestId = "" });

    public static string Of(V1.HoldAdapterRequest request) => Hash(new V1.HoldAdapterRequest(request) { RequestId = "" });

    public static string Of(V1.ReleaseAdapterRequest request) =>
        Hash(new V1.ReleaseAdapterRequest(request) { RequestId = "" });

    public static string Of(V1.RecordContactRequest request) =>
        Hash(new V1.RecordContactRequest(request) { RequestId = "" });

    public static string Of(V1.RecordPaymentRequest request) =>
        Hash(new V1.RecordPaymentRequest(request) { RequestId = "" });

    public static string Of(V1.ResolveTeardownRequest request) =>
        Hash(new V1.ResolveTeardownRequest(request) { RequestId = "" });

    public static string Of(V1.StartAuditRequest request) =>
        Hash(new V1.StartAuditRequest(request) { RequestId = "" });

    public static string Of(V1.AcceptFindingRequest request) =>
        Hash(new V1.AcceptFindingRequest(request) { RequestId = "" });

    public static string Of(V1.StartFixRequest request) => Hash(new V1.StartFixRequest(request) { RequestId = "" });

    /// <summary>
    /// 128 bits of the SHA-256 of the message's name and its bytes, which protobuf writes in a fixed order, but for
    /// maps. No two different requests with one hash are to be found, and every activation keeps it for ever: hence no
    /// more bits.
    /// </summary>
    private static string Hash(IMessage message)
    {
        var name = message.Descriptor.Name;
        var size = message.CalculateSize();
        var bytes = new byte[name.Length + 1 + size];
        for (var index = 0; index < name.Length; index++)
            bytes[index] = (byte)name[index];

        message.WriteTo(bytes.AsSpan(name.Length + 1));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Base64Url.EncodeToString(hash[..KeptBytes]);
    }
}
