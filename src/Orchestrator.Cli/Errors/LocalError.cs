using Grpc.Core;

namespace Orchestrator.Cli.Errors;

/// <summary>Errors that this program finds before, or instead of, calling the server.</summary>
internal static class LocalError
{
    public static ErrorReport WrongUsage(string message) => ErrorReport.Of(
        "wrong usage", StatusCode.InvalidArgument, message, "Nothing was sent.", ExitCode.WrongUsage);

    public static ErrorReport Refused(string message) => ErrorReport.Of(
        "refused", StatusCode.FailedPrecondition, message, "Nothing was changed.", ExitCode.Refused);

    public static ErrorReport Other(string message) => ErrorReport.Of(
        "error", StatusCode.Unknown, message, "", ExitCode.Other);
}
