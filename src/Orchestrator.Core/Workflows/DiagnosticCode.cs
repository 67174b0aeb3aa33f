using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows;

/// <summary>A kind of problem that a definition can have.</summary>
/// <param name="Code"><c>WF</c> and three digits; never used again for something else.</param>
/// <param name="Severity">The same wherever the problem is found.</param>
/// <param name="Title">What it is, in a few words; the headline of its page in docs/errors.</param>
public sealed record DiagnosticCode(string Code, Severity Severity, string Title);

/// <summary>Every kind of problem that a definition can have: the one table.</summary>
public static class DiagnosticCodes
{
    // The document.
    public static readonly DiagnosticCode MalformedJson = Error(1, "The document is no JSON");
    public static readonly DiagnosticCode TooLarge = Error(2, "The definition is too large");
    public static readonly DiagnosticCode WrongShape = Error(3, "A value has the wrong shape");
    public static readonly DiagnosticCode Missing = Error(4, "A required property is missing");
    public static readonly DiagnosticCode NotAChoice = Error(5, "A value is none of those allowed");
    public static readonly DiagnosticCode NotATimeSpan = Error(6, "A value is no time span");
    public static readonly DiagnosticCode OutOfRange = Error(7, "A value is out of range");
    public static readonly DiagnosticCode GivenTwice = Warning(8, "A property is given twice");
    public static readonly DiagnosticCode BadId = Error(9, "An id cannot be used");
    public static readonly DiagnosticCode UnknownActivityType = Error(10, "An activity type is not known");
    public static readonly DiagnosticCode DuplicateId = Error(11, "An id is used twice");
    public static readonly DiagnosticCode UnknownDataType = Warning(12, "A data type is not known");
    public static readonly DiagnosticCode NotOfType = Warning(13, "A literal does not fit its type");
    public static readonly DiagnosticCode DuplicateName = Error(14, "A name is declared twice");

    public static readonly DiagnosticCode NotACalendar = Error(15, "A value is no cron expression");
    public static readonly DiagnosticCode UnknownDefinition = Error(16, "A definition cannot be used as an activity");
    public static readonly DiagnosticCode ChildNotPublished = Warning(
        17, "A workflow that is started is not published");

    // Expressions.
    public static readonly DiagnosticCode RefusedExpressionType = Error(20, "An expression type cannot be used");
    public static readonly DiagnosticCode ScriptSyntax = Error(21, "A script does not parse");
    public static readonly DiagnosticCode ObjectSyntax = Error(22, "An Object expression is no JSON");
    public static readonly DiagnosticCode LiteralNeeded = Error(23, "A literal is needed here");

    // References.
    public static readonly DiagnosticCode UnknownVariable = Error(30, "A variable does not exist here");
    public static readonly DiagnosticCode UnknownScriptVariable = Error(
        31, "A script uses a variable that does not exist here");
    public static readonly DiagnosticCode UndeclaredInput = Warning(32, "An input that is not declared is read");
    public static readonly DiagnosticCode UnknownOutputSource = Error(
        33, "The output of an activity that does not exist is read");
    public static readonly DiagnosticCode OutputNeverThere = Error(34, "An output is read that is never there");
    public static readonly DiagnosticCode OutputPerhapsNotThere = Warning(
        35, "An output is read that is not always there");
    public static readonly DiagnosticCode UnusedVariable = Warning(36, "A variable is never used");
    public static readonly DiagnosticCode ResultGoesNowhere = Warning(37, "A result is kept nowhere");
    public static readonly DiagnosticCode UndeclaredOutput = Warning(38, "An output that is not declared is set");

    // The flow.
    public static readonly DiagnosticCode UnknownConnectionEnd = Error(
        40, "A connection leads to or from an activity that does not exist");
    public static readonly DiagnosticCode UnknownPort = Error(
        41, "A connection leaves by an outcome that the activity does not have");
    public static readonly DiagnosticCode Unreachable = Warning(42, "An activity is never reached");
    public static readonly DiagnosticCode EndlessLoop = Error(43, "A loop never ends and never waits");
    public static readonly DiagnosticCode LoopWithoutExit = Warning(44, "A loop waits, but never ends");
    public static readonly DiagnosticCode InvalidBackwardConnection = Error(
        45, "A connection leads back into a path that its source does not depend on");

    // Steps.
    public static readonly DiagnosticCode UnknownAdapter = Error(50, "An adapter is not configured");
    public static readonly DiagnosticCode UnknownOperation = Error(51, "An adapter does not have the operation");
    public static readonly DiagnosticCode InputDoesNotFit = Error(52, "A step's input does not fit the operation");
    public static readonly DiagnosticCode UnknownCompensation = Error(
        53, "An adapter does not have the compensation's operation");
    public static readonly DiagnosticCode CompensationInputDoesNotFit = Error(
        54, "A compensation's input does not fit its operation");
    public static readonly DiagnosticCode NoCompensation = Error(55, "A step has an effect that nothing undoes");
    public static readonly DiagnosticCode NoCompensationAtPoint = Warning(
        56, "A step at a point of no return has an effect that nothing undoes");
    public static readonly DiagnosticCode RollBackPastHardPoint = Error(
        57, "A step rolls back after a hard point of no return");
    public static readonly DiagnosticCode RollBackPerhapsPastHardPoint = Warning(
        58, "A step rolls back, perhaps after a hard point of no return");
    public static readonly DiagnosticCode EmptyLane = Error(59, "A lane has no name");
    public static readonly DiagnosticCode PenaltyWithoutPoint = Warning(
        60, "A penalty is given where there is no soft point of no return");
    public static readonly DiagnosticCode OnFailureNotUsed = Warning(61, "What a failure does is said twice");

    /// <summary>In order of their codes.</summary>
    public static ImmutableArray<DiagnosticCode> All { get; } =
    [
        MalformedJson, TooLarge, WrongShape, Missing, NotAChoice, NotATimeSpan, OutOfRange, GivenTwice, BadId,
        UnknownActivityType,
        DuplicateId, UnknownDataType, NotOfType, DuplicateName, NotACalendar, UnknownDefinition, ChildNotPublished,
        RefusedExpressionType, ScriptSyntax, ObjectSyntax, LiteralNeeded,
        UnknownVariable, UnknownScriptVariable, UndeclaredInput, UnknownOutputSource, OutputNeverThere,
        OutputPerhapsNotThere,
        UnusedVariable, ResultGoesNowhere, UndeclaredOutput,
        UnknownConnectionEnd, UnknownPort, Unreachable, EndlessLoop, LoopWithoutExit, InvalidBackwardConnection,
        UnknownAdapter, UnknownOperation, InputDoesNotFit, UnknownCompensation, CompensationInputDoesNotFit,
        NoCompensation,
        NoCompensationAtPoint, RollBackPastHardPoint, RollBackPerhapsPastHardPoint, EmptyLane, PenaltyWithoutPoint,
        OnFailureNotUsed,
    ];

    private static DiagnosticCode Error(int number, string title) => new($"WF{number:000}", Severity.Error, title);

    private static DiagnosticCode Warning(int number, string title) => new($"WF{number:000}", Severity.Warning, title);
}
