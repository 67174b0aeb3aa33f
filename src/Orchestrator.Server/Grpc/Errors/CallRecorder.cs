using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>
/// Stands around every gRPC call. It refuses what there is too much of at once, counts, and gives a reason to the
/// errors that the gRPC library answers before any code of ours runs: messages that are cut, malformed or too large,
/// and methods that there are none of. It also sees to their deadlines.
/// </summary>
internal sealed class CallRecorder : IDisposable
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    private readonly CallBound _bound;
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _durations;

    public CallRecorder(CallBound bound, IMeterFactory meters)
    {
        _meter = meters.Create("Orchestrator.Server");
        _bound = bound;
        _meter.CreateObservableGauge(
            "orchestrator.grpc.calls.in_flight",
            () => bound.Count,
            "{call}",
            "gRPC calls under way, watches and waits included.");
        _calls = _meter.CreateCounter<long>("orchestrator.grpc.calls", description: "gRPC calls that were answered.");
        _durations = _meter.CreateHistogram<double>(
            "orchestrator.grpc.call.duration", "s", "From a gRPC call's arrival to its last answer, waits included.");
    }

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        using var deadline = CallDeadline.Take(context);
        if (!_bound.TryEnter(context.Request.Path))
        {
            Refuse(context, Refusals.TooManyCalls(_bound.Max));
        }
        else
        {
            try
            {
                if (CallDeadline.HasPassed(context))
                    Refuse(context, Refusals.Late());
                else
                    await next(context).ConfigureAwait(false);
            }
            finally
            {
                _bound.Leave();
            }
        }

        Record(context, began);
    }

    public void Dispose() => _meter.Dispose();

    private void Record(HttpContext context, long began)
    {
        var code = StatusOf(context, out var answer);
        if (code > 0 && answer is not null && !answer.ContainsKey(RichStatus.Trailer))
            code = GiveReason(answer, (StatusCode)code, CallDeadline.HasPassed(context));
        if (code < 0)
            return;

        var method = KeyValuePair.Create<string, object?>("method", MethodOf(context));
        _calls.Add(1, method, KeyValuePair.Create<string, object?>("code", Name((StatusCode)code)));
        _durations.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, method);
    }

    /// <summary>What comes too late, or is too much, is not even read.</summary>
    private static void Refuse(HttpContext context, CallFailedException refusal)
    {
        context.Response.ContentType = "application/grpc";
        Write(context.Response.Headers, refusal);
    }

    /// <summary>The answer's status, and where it stands; -1 where the answer has none.</summary>
    private static int StatusOf(HttpContext context, out IHeaderDictionary? answer)
    {
        IHeaderDictionary?[] places =
            [context.Response.Headers, context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers];
        foreach (var place in places)
        {
            if (place is not null && place.TryGetValue(StatusHeader, out var text)
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                answer = place.IsReadOnly ? null : place;
                return code;
            }
        }

        answer = null;
        return -1;
    }

    /// <summary>What the library calls UNKNOWN or INTERNAL here is a message that it could not read.</summary>
    private static int GiveReason(IHeaderDictionary answer, StatusCode code, bool isLate) => Write(answer, code switch
    {
        _ when isLate => Refusals.Late(),
        StatusCode.Unknown or StatusCode.Internal => Refusals.Malformed(),
        _ => new CallFailedException(Reason.Of(code), MessageOf(answer, code)),
    });

    private static int Write(IHeaderDictionary answer, CallFailedException refusal)
    {
        var status = RichStatus.Of(refusal);
        answer[StatusHeader] = ((int)refusal.Reason.Code).ToString(CultureInfo.InvariantCulture);
        answer[MessageHeader] = Uri.EscapeDataString(status.Message).Replace("%20", " ", StringComparison.Ordinal);
        answer[RichStatus.Trailer] = Convert.ToBase64String(status.ToByteArray());
        return (int)refusal.Reason.Code;
    }

    private static string MessageOf(IHeaderDictionary answer, StatusCode code) => code switch
    {
        StatusCode.ResourceExhausted =>
            "The message is larger than the 4 MiB that the server takes. Send less at once.",
        StatusCode.Unimplemented =>
            $"There is no such method, or the server does not know the message's compression: {answer[MessageHeader]}",
        _ => Uri.UnescapeDataString(answer[MessageHeader].ToString()),
    };

    /// <summary>
    /// Methods that there are none of are counted together: their names are the caller's own invention.
    /// </summary>
    private static string MethodOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<global::Grpc.AspNetCore.Server.GrpcMethodMetadata>()?.Method.FullName ?? "unknown";

    private static string Name(StatusCode code) => code switch
    {
        StatusCode.OK => "OK",
        _ => string.Concat(code.ToString().Select((character, index) =>
            index > 0 && char.IsUpper(character) ? $"_{character}" : char.ToUpperInvariant(character).ToString())),
    };
}
