using Microsoft.Extensions.Logging;

namespace Orchestrator.Engine.Telemetry;

/// <summary>
/// Every line that the engine logs, in one place. Activations are named by their ids as the API shows them.
/// </summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Critical, "Input {Input} broke the engine's loop; the others go on. This is a defect of the engine.")]
    public static partial void InputBroke(this ILogger log, Exception broken, string input);

    [LoggerMessage(2, LogLevel.Error, "A batch of {Writes} writes was refused by the journal; each is tried alone.")]
    public static partial void BatchBroke(this ILogger log, Exception broken, int writes);

    [LoggerMessage(3, LogLevel.Critical, "Activation {Activation} cannot be written (write {Write}): it stands still, and is tried again. This is a defect of the engine, or of the database.")]
    public static partial void WriteBroke(this ILogger log, ActivationName activation, long write);

    [LoggerMessage(4, LogLevel.Error, "The journal cannot be reached; calls are refused until it can. Adapters' answers are kept.")]
    public static partial void JournalAway(this ILogger log, Exception why);

    [LoggerMessage(5, LogLevel.Information, "The journal can be reached again.")]
    public static partial void JournalBack(this ILogger log);

    [LoggerMessage(6, LogLevel.Critical, "Another process has taken the shards over; this one writes nothing more, and must end.")]
    public static partial void OwnershipLost(this ILogger log, Exception why);

    [LoggerMessage(7, LogLevel.Error, "The history of activation {Activation} does not begin with its acceptance; it stays asleep.")]
    public static partial void HistoryBroken(this ILogger log, ActivationName activation);

    [LoggerMessage(8, LogLevel.Error, "Activation {Activation} stays asleep: workflows/{Workflow}/versions/{Version} is not there.")]
    public static partial void PlanMissing(this ILogger log, ActivationName activation, string workflow, int version);

    [LoggerMessage(9, LogLevel.Error, "Activation {Activation} stays asleep: workflows/{Workflow}/versions/{Version} cannot be read.")]
    public static partial void PlanBroken(
        this ILogger log, Exception why, ActivationName activation, string workflow, int version);

    [LoggerMessage(16, LogLevel.Critical, "Output {Output} of the engine's loop could not be handed on. This is a defect of the engine, or of a listener.")]
    public static partial void OutputBroke(this ILogger log, Exception broken, string output);

    [LoggerMessage(20, LogLevel.Warning, "The leases could not be renewed; they are tried again soon.")]
    public static partial void RoundFailed(this ILogger log, Exception why);

    [LoggerMessage(21, LogLevel.Warning, "{Shards} shards are another node's now.")]
    public static partial void ShardsLost(this ILogger log, int shards);

    [LoggerMessage(22, LogLevel.Information, "This node has taken on {Shards} shards; {Activations} activations go on.")]
    public static partial void ShardsGained(this ILogger log, int shards, int activations);

    [LoggerMessage(10, LogLevel.Warning, "Sleepers could not be looked for; they are again soon.")]
    public static partial void PollFailed(this ILogger log, Exception why);

    [LoggerMessage(11, LogLevel.Information, "{Activations} activations were under way, and go on after {Milliseconds} ms.")]
    public static partial void Recovered(this ILogger log, int activations, long milliseconds);

    [LoggerMessage(12, LogLevel.Warning, "Adapter '{Adapter}' did not answer '{Operation}' within {Timeout}; activation {Activation}, step {Step}.")]
    public static partial void CallTimedOut(
        this ILogger log, string adapter, string operation, TimeSpan timeout, ActivationName activation, string step);

    [LoggerMessage(13, LogLevel.Warning, "Adapter '{Adapter}' broke down in '{Operation}', which counts as an unknown outcome; activation {Activation}, step {Step}.")]
    public static partial void CallThrew(
        this ILogger log, Exception? why, string adapter, string operation, ActivationName activation, string step);

    [LoggerMessage(14, LogLevel.Warning, "Adapter '{Adapter}' succeeded in '{Operation}' with an output that {Problem}; it is left out. Activation {Activation}, step {Step}.")]
    public static partial void OutputLeftOut(
        this ILogger log, string adapter, string operation, string problem, ActivationName activation, string step);

    [LoggerMessage(15, LogLevel.Warning, "{Problem} Activation {Activation}, step {Step}.")]
    public static partial void AdapterMissing(this ILogger log, string problem, ActivationName activation, string step);

    [LoggerMessage(16, LogLevel.Warning, "Calls to adapter '{Adapter}' fail: it is left alone, steps wait, and it is tried again from time to time.")]
    public static partial void CircuitOpened(this ILogger log, string adapter);

    [LoggerMessage(17, LogLevel.Information, "Adapter '{Adapter}' works again: calls to it begin as they come.")]
    public static partial void CircuitClosed(this ILogger log, string adapter);

    [LoggerMessage(18, LogLevel.Information, "{Actor} holds adapter '{Adapter}': {Reason} No call to it begins.")]
    public static partial void AdapterHeld(this ILogger log, string actor, string adapter, string reason);

    [LoggerMessage(19, LogLevel.Information, "Adapter '{Adapter}' is released: calls to it begin again.")]
    public static partial void AdapterReleased(this ILogger log, string adapter);

    [LoggerMessage(20, LogLevel.Debug, "Activation {Activation} was accepted: {Workflow} for customer {Customer}. Trace {TraceId}.")]
    public static partial void Accepted(
        this ILogger log, ActivationName activation, string workflow, string customer, string traceId);

    [LoggerMessage(21, LogLevel.Debug, "Activation {Activation} is completed. Trace {TraceId}.")]
    public static partial void Completed(this ILogger log, ActivationName activation, string traceId);

    [LoggerMessage(22, LogLevel.Information, "Activation {Activation} has ended as {State}. Trace {TraceId}.")]
    public static partial void Ended(this ILogger log, ActivationName activation, string state, string traceId);

    [LoggerMessage(23, LogLevel.Information, "Activation {Activation} is rolled back, trace {TraceId}: {Cause}")]
    public static partial void RollbackStarted(
        this ILogger log, ActivationName activation, string cause, string traceId);

    [LoggerMessage(60, LogLevel.Warning, "The due time of activation {Activation} is in jeopardy, trace {TraceId}: {Why}")]
    public static partial void InJeopardy(
        this ILogger log, ActivationName activation, string why, string traceId);

    [LoggerMessage(61, LogLevel.Warning, "It could not be looked for due times in jeopardy; the next look is soon.")]
    public static partial void LookFailed(this ILogger log, Exception why);

    [LoggerMessage(24, LogLevel.Warning, "Activation {Activation} needs a person, trace {TraceId}: step {Step}, {Code}: {Message}")]
    public static partial void FellOut(
        this ILogger log, ActivationName activation, string step, string code, string message, string traceId);

    [LoggerMessage(25, LogLevel.Information, "Activation {Activation} says, in {Step}, trace {TraceId}: {Text}")]
    public static partial void Line(
        this ILogger log, ActivationName activation, string step, string text, string traceId);

    [LoggerMessage(26, LogLevel.Warning, "Workflow {Workflow}, version {Version}, was not started by its trigger: {Why}")]
    public static partial void TriggerRefused(this ILogger log, string workflow, int version, string why);
}
