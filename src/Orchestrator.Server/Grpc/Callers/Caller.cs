using System.Diagnostics;
using Grpc.Core;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Callers;

/// <summary>Who calls, as far as the server can know.</summary>
internal static class Caller
{
    /// <summary>
    /// A claim, which nobody has checked: the server does not authenticate callers unless they show a certificate.
    /// </summary>
    public const string Header = "orchestrator-caller";
    public const string Anonymous = "anonymous";
    private const int LengthMax = 256;
    private const string TraceHeader = "traceparent";

    /// <summary>The subject of the client's certificate; else what the metadata claims; else anonymous.</summary>
    /// <exception cref="CallFailedException">The claim cannot be a name.</exception>
    public static string Of(ServerCallContext context)
    {
        if (context.AuthContext.IsPeerAuthenticated && CertificateSubject(context) is { Length: > 0 } subject)
            return subject;
        if (context.RequestHeaders.GetValue(Header) is not { Length: > 0 } claim)
            return Anonymous;

        var violations = new Violations();
        violations.Text($"metadata {Header}", claim, LengthMax, required: true);
        violations.ThrowIfAny();
        return claim;
    }

    /// <summary>The W3C trace parent that what the call starts belongs to; empty where there is none.</summary>
    public static string TraceParentOf(ServerCallContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } current })
            return current;

        return context.RequestHeaders.GetValue(TraceHeader) is { Length: 55 } header
            && ActivityContext.TryParse(header, null, out _) ? header : "";
    }

    private static string? CertificateSubject(ServerCallContext context) =>
        context.GetHttpContext().Connection.ClientCertificate?.Subject;
}
