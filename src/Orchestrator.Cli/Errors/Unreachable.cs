using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;
using Orchestrator.Cli.Connection;

namespace Orchestrator.Cli.Errors;

/// <summary>Errors that are not the server's words but the way to it.</summary>
internal static class Unreachable
{
    /// <summary>RFC 9113, 7: PROTOCOL_ERROR.</summary>
    private const long Http2ProtocolError = 1;

    /// <summary>One clear line with the address; null where the server did answer.</summary>
    public static ErrorReport? Explain(RpcException error, Endpoint endpoint)
    {
        var causes = Causes(error.Status.DebugException ?? error.InnerException);
        if (causes.OfType<AuthenticationException>().Any())
        {
            return Report(
                $"The server at {endpoint} could not be trusted: {causes[^1].Message.TrimEnd('.')}.",
                "Name its certificate authority with --ca FILE, or use http:// where it has no TLS.");
        }

        if (causes.OfType<SocketException>().LastOrDefault() is { } socket)
        {
            return Report(
                $"No server answers at {endpoint} ({Cause(socket.SocketErrorCode)}).",
                "Start it, or name another with --server or ORCHESTRATOR_SERVER.");
        }

        if (causes.OfType<HttpRequestException>().Any(failure =>
            error.StatusCode == StatusCode.Unavailable || IsNoHttp2(failure)))
        {
            return Report(
                $"What answers at {endpoint} does not speak gRPC: {causes[^1].Message.TrimEnd('.')}.",
                "Check the address: https:// for a server with TLS, and the gRPC port, not the one for browsers.");
        }

        return null;
    }

    /// <summary>Whether there was never a connection that the call could have gone over.</summary>
    public static bool WasNotSent(RpcException error) => Causes(error.Status.DebugException) switch
    {
        // Connecting is the channel's own work; what is cut later comes through HTTP.
        [SocketException, ..] => true,
        var causes => causes.OfType<AuthenticationException>().Any()
            || causes.OfType<HttpRequestException>().Any(IsNoHttp2),
    };

    /// <summary>Why a call did not get through, in a few words.</summary>
    public static string Why(RpcException error)
    {
        var causes = Causes(error.Status.DebugException);
        if (causes.OfType<SocketException>().LastOrDefault() is { } socket) return Cause(socket.SocketErrorCode);
        return causes.Any(cause => cause is IOException) ? "connection cut" : error.Status.Detail;
    }

    /// <summary>Whether a call may succeed when it is simply made again.</summary>
    public static bool IsPassing(RpcException error) => error.StatusCode switch
    {
        StatusCode.Unavailable => true,
        StatusCode.ResourceExhausted => StatusDetails.Of(error).Find<Google.Rpc.RetryInfo>() is not null,
        StatusCode.Cancelled or StatusCode.Internal or StatusCode.Unknown =>
            Causes(error.Status.DebugException).Any(cause => cause is IOException or HttpRequestException),
        _ => false,
    };

    /// <summary>What answered speaks another protocol: HTTP/1.1, or none that is known here.</summary>
    private static bool IsNoHttp2(HttpRequestException failure) => failure switch
    {
        { HttpRequestError: HttpRequestError.InvalidResponse } => true,
        { InnerException: HttpProtocolException { ErrorCode: Http2ProtocolError } } => true,
        _ => false,
    };

    private static ErrorReport Report(string message, string advice) =>
        ErrorReport.Of("UNAVAILABLE", StatusCode.Unavailable, message, advice, ExitCode.Unavailable);

    private static List<Exception> Causes(Exception? error)
    {
        var causes = new List<Exception>();
        for (var cause = error; cause is not null; cause = cause.InnerException) causes.Add(cause);
        return causes;
    }

    private static string Cause(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "unknown host",
        SocketError.TimedOut => "no answer in time",
        SocketError.ConnectionReset => "connection cut",
        _ => error.ToString(),
    };
}
