using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Orchestrator.Cli.Errors;

/// <summary>The google.rpc.Status that a failed call carries beside its code and message.</summary>
internal static class StatusDetails
{
    public const string Trailer = "grpc-status-details-bin";

    private const string ErrorInfoUrl = "type.googleapis.com/google.rpc.ErrorInfo";

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly TypeRegistry Known = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(Known));

    /// <summary>The status of an error; made from its code and message where the server sent no details.</summary>
    public static Google.Rpc.Status Of(RpcException error)
    {
        var plain = new Google.Rpc.Status { Code = (int)error.StatusCode, Message = error.Status.Detail };
        if (error.Trailers.GetValueBytes(Trailer) is not { } bytes) return plain;

        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // Details that cannot be read must not hide the error that they are about.
            return plain;
        }
    }

    /// <summary>The first detail of a type, or null.</summary>
    public static T? Find<T>(this Google.Rpc.Status status)
        where T : class, IMessage, new()
    {
        foreach (var detail in status.Details)
        {
            if (!detail.Is(new T().Descriptor)) continue;
            try
            {
                return detail.Unpack<T>();
            }
            catch (InvalidProtocolBufferException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The status as one line of JSON, without details of types that this program does not know.</summary>
    public static string ToJson(Google.Rpc.Status status)
    {
        var shown = status.Clone();
        shown.Details.Clear();
        shown.Details.AddRange(status.Details.Where(IsKnown));
        return WithReason(Json.Format(shown));
    }

    // This version of the package writes ErrorInfo's first field under the name that it had until 2020.
    private static string WithReason(string json)
    {
        var status = JsonNode.Parse(json)!.AsObject();
        foreach (var detail in status["details"]?.AsArray() ?? [])
        {
            if (detail is not JsonObject info || (string?)info["@type"] != ErrorInfoUrl) continue;
            if (info["type"] is not { } reason) continue;
            info.Remove("type");
            info.Insert(1, "reason", reason);
        }

        return status.ToJsonString(Readable);
    }

    private static bool IsKnown(Any detail)
    {
        if (Known.Find(Any.GetTypeName(detail.TypeUrl)) is not { } type) return false;
        try
        {
            type.Parser.ParseFrom(detail.Value);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
