using System.Collections.Immutable;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Products;

/// <summary>Every kind of problem that a product can have: the one table. <c>PD</c> and three digits.</summary>
public static class ProductCodes
{
    // The document.
    public static readonly DiagnosticCode MalformedJson = Error(1, "The document is no JSON");
    public static readonly DiagnosticCode WrongShape = Error(2, "A value has the wrong shape");
    public static readonly DiagnosticCode Missing = Error(3, "A required member is missing");
    public static readonly DiagnosticCode Unknown = Error(4, "A member is not known");
    public static readonly DiagnosticCode NotAChoice = Error(5, "A value is none of those allowed");
    public static readonly DiagnosticCode BadName = Error(6, "A name cannot be used");
    public static readonly DiagnosticCode NotAPeriod = Error(7, "A value is no period of the calendar");
    public static readonly DiagnosticCode NotAnAmount = Error(8, "A value is no amount of a currency");
    public static readonly DiagnosticCode NotADate = Error(9, "A value is no date");
    public static readonly DiagnosticCode GivenTwice = Error(10, "Something is there twice");
    public static readonly DiagnosticCode Contradiction = Error(11, "Two things cannot both be");
    public static readonly DiagnosticCode BadInputs = Error(12, "The inputs are no JSON Schema");

    // What it names.
    public static readonly DiagnosticCode WorkflowMissing = Error(20, "A workflow is not there");
    public static readonly DiagnosticCode TargetMissing = Warning(21, "A change leads to a product that is not there");

    // What its workflows leave behind.
    public static readonly DiagnosticCode NoDeprovision = Error(30, "A recurring payment never ends");
    public static readonly DiagnosticCode NotReleased = Error(31, "A step's effect is not released");
    public static readonly DiagnosticCode WaiverExpired = Warning(32, "A waiver no longer counts");
    public static readonly DiagnosticCode WaiverUnused = Warning(33, "A waiver waives nothing");

    // What its workflows are told.
    public static readonly DiagnosticCode EndsUntold = Error(40, "A workflow is not told when use and payment end");

    /// <summary>In order of their codes.</summary>
    public static ImmutableArray<DiagnosticCode> All { get; } =
    [
        MalformedJson, WrongShape, Missing, Unknown, NotAChoice, BadName, NotAPeriod, NotAnAmount, NotADate, GivenTwice,
        Contradiction, BadInputs,
        WorkflowMissing, TargetMissing,
        NoDeprovision, NotReleased, WaiverExpired, WaiverUnused,
        EndsUntold,
    ];

    private static DiagnosticCode Error(int number, string title) => new($"PD{number:000}", Severity.Error, title);

    private static DiagnosticCode Warning(int number, string title) => new($"PD{number:000}", Severity.Warning, title);
}
