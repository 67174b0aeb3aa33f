using System.Globalization;
using System.Text;
using Grpc.Core;

namespace Orchestrator.Cli;

/// <summary>
/// What the program says to the shell that ran it. Scripts depend on these numbers: none changes its meaning.
/// </summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int EndedOtherwise = 1;
    public const int WrongUsage = 2;
    public const int NotFound = 3;
    public const int Refused = 4;
    public const int Unavailable = 5;
    public const int InvalidArgument = 6;
    public const int Other = 7;
    public const int Interrupted = 130;

    /// <summary>Every code with its meaning, in the words of the help and of docs/cli.md.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Ok, "done"),
        (EndedOtherwise,
            "the activation ended otherwise than asked, or not in time (watch, any --wait, workflow run and test); "
            + "findings are open (audit run and findings)"),
        (WrongUsage, "wrong usage, or a definition that cannot be run (workflow run and test): nothing was sent"),
        (NotFound, "not found"),
        (Refused, "refused: the state of things does not allow it, or a person said no"),
        (Unavailable, "the server cannot be reached, or cannot answer now"),
        (InvalidArgument, "the server found what was sent invalid (also workflow and product validate)"),
        (Other, "any other error"),
        (Interrupted, "interrupted by Ctrl-C"),
    ];

    /// <summary>The section at the end of every help page.</summary>
    public static string Help
    {
        get
        {
            var text = new StringBuilder("Exit codes:\n");
            foreach (var (code, meaning) in All)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {code,-4}{meaning}\n");
            }

            return text.ToString();
        }
    }

    public static int Of(StatusCode status) => status switch
    {
        StatusCode.OK => Ok,
        StatusCode.NotFound => NotFound,
        StatusCode.FailedPrecondition or StatusCode.Aborted or StatusCode.AlreadyExists => Refused,
        StatusCode.PermissionDenied or StatusCode.Unauthenticated => Refused,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => Unavailable,
        StatusCode.InvalidArgument or StatusCode.OutOfRange => InvalidArgument,
        _ => Other,
    };
}
