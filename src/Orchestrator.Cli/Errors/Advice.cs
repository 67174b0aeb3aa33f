using Grpc.Core;

namespace Orchestrator.Cli.Errors;

/// <summary>What to do about an error: by the server's reason where it is known, else by the code.</summary>
internal static class Advice
{
    public static string For(StatusCode code, string reason) => reason switch
    {
        "REQUEST_ID_REUSED" =>
            "This request id was used for another request. Leave --request-id out to send a new one.",
        "SERVICE_BUSY" =>
            "Wait until the open activation of the service has finished, or start with --on-conflict queue.",
        "DRAINING" => "Name another server with --server, or try again later.",
        "LAST_NODE" => "Start or undrain another node first; or pass --force, and nothing new is taken in anywhere.",
        "PAST_POINT_OF_NO_RETURN" =>
            "What is past a hard point of no return stays. A soft one is passed with 'rollback --force', at "
                + "its penalty.",
        "PLAN_CHANGED" =>
            "What would happen is no longer what was planned. Plan again, look at it, and send the new plan's hash.",
        "SOFT_POINT_OF_NO_RETURN" => "Pass it with --force, if its penalty is worth it.",
        "STALE_ETAG" => "It was changed meanwhile. Look at it again, and decide again.",
        "STEP_NOT_DONE" => "Name a step that is done: 'orchestrator activation get NAME' shows them.",
        "WORKFLOW_NOT_LATEST" => "Take the newer version's changes in, and name that version with --expected-latest.",
        "MESSAGE_TOO_LARGE" => "Send less.",
        "WRONG_SERVICE_STATE" => "Look at it with 'orchestrator service get NAME'.",
        "WORKFLOW_INVALID" =>
            "Mend what is listed; 'orchestrator workflow validate FILE' shows the lines.",
        _ => For(code),
    };

    private static string For(StatusCode code) => code switch
    {
        StatusCode.NotFound => "Check the name; the list commands show what there is.",
        StatusCode.FailedPrecondition => "Look at its state with 'orchestrator activation get NAME'.",
        StatusCode.Aborted => "It was changed meanwhile. Look at it again, and decide again.",
        StatusCode.InvalidArgument or StatusCode.OutOfRange => "Correct what is named, and send it again.",
        StatusCode.Unavailable or StatusCode.ResourceExhausted => "Try again later.",
        StatusCode.DeadlineExceeded => "Try again, or allow more time with --timeout.",
        StatusCode.PermissionDenied => "Ask for the permission, or name another caller with --caller.",
        StatusCode.Unimplemented =>
            "The server does not know this call: it is older than this program, or another server.",
        _ => "Tell the operator of the server, with this message.",
    };
}
