using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>
/// A refusal as it goes over the wire: a google.rpc.Status in the trailers, with one ErrorInfo and what else fits
/// (AIP-193).
/// </summary>
internal static class RichStatus
{
    public const string Trailer = "grpc-status-details-bin";
    public const string Domain = "orchestrator";

    /// <summary>
    /// Many clients take no more than 8 KiB of trailers, base64 included, and turn a longer answer into an error of
    /// their own. Field violations that would go beyond are left out, and counted.
    /// </summary>
    private const int DetailsBytesMax = 5000;
    private const int MessageLengthMax = 600;

    public static RpcException ToRpc(CallFailedException failure, string? requestId = null)
    {
        var details = Of(failure, requestId);
        return new RpcException(
            new global::Grpc.Core.Status(failure.Reason.Code, details.Message),
            new Metadata { { Trailer, details.ToByteArray() } });
    }

    public static Status Of(CallFailedException failure, string? requestId = null)
    {
        // Field 1 has been called 'reason' since 2020; this version of the package still has its first name.
        var info = new ErrorInfo { Type = failure.Reason.Name, Domain = Domain };
        foreach (var (name, value) in failure.Metadata)
            info.Metadata.Add(name, Shorten(value, 200));

        var status =
            new Status { Code = (int)failure.Reason.Code, Message = Shorten(failure.Message, MessageLengthMax) };
        status.Details.Add(Any.Pack(info));
        if (failure.Subject is { } subject)
            status.Details.Add(Any.Pack(Precondition(failure.Reason, subject, status.Message)));
        if (failure.RetryAfter is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        if (!string.IsNullOrEmpty(requestId))
            status.Details.Add(Any.Pack(new RequestInfo { RequestId = Shorten(requestId, 128) }));
        if (failure.Fields.Count > 0)
            AddFields(status, info, failure.Fields);

        return status;
    }

    private static PreconditionFailure Precondition(Reason reason, string subject, string description) => new()
    {
        Violations = { new PreconditionFailure.Types.Violation { Type = reason.Name, Subject = subject, Description = description } },
    };

    private static void AddFields(Status status, ErrorInfo info, IReadOnlyList<FieldProblem> problems)
    {
        var request = new BadRequest();
        var room = DetailsBytesMax - status.CalculateSize();
        foreach (var problem in problems)
        {
            var violation = new BadRequest.Types.FieldViolation
            {
                Field = Shorten(problem.Field, 200),
                Description = Shorten(problem.Description, 400),
            };
            room -= violation.CalculateSize() + 4;
            if (room < 0)
                break;

            request.FieldViolations.Add(violation);
        }

        if (request.FieldViolations.Count < problems.Count)
        {
            info.Metadata["violationsTotal"] = problems.Count.ToString(CultureInfo.InvariantCulture);
            info.Metadata["violationsShown"] = request.FieldViolations.Count.ToString(CultureInfo.InvariantCulture);
            status.Details[0] = Any.Pack(info);
        }

        status.Details.Add(Any.Pack(request));
    }

    private static string Shorten(string text, int lengthMax)
    {
        if (text.Length <= lengthMax)
            return text;

        var end = char.IsHighSurrogate(text[lengthMax - 2]) ? lengthMax - 2 : lengthMax - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
