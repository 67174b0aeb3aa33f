namespace Orchestrator.Core.Workflows;

public enum Severity
{
    Warning,
    Error,
}

/// <summary>Something that is wrong with a definition, or looks so.</summary>
/// <param name="Severity">An error keeps the definition from being published.</param>
/// <param name="Code"><c>WF</c> and three digits; a page each in docs/errors.</param>
/// <param name="Message">What is wrong, where, and what to do.</param>
/// <param name="Activity">The id of the activity it is about, or null.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) into the document; empty for the whole.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public sealed record Diagnostic(
    Severity Severity, string Code, string Message, string? Activity, string Pointer, int Line, int Column);
