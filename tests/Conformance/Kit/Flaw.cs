namespace Orchestrator.Tests.Conformance.Kit;

/// <summary>What can be wrong with an adapter, one at a time.</summary>
public enum Flaw
{
    None,

    /// <summary>Says that it is done, and did nothing.</summary>
    LiesAboutSuccess,

    /// <summary>Tells of something else than a success makes.</summary>
    TellsOfOthers,

    /// <summary>The same key again is a new call.</summary>
    ForgetsKeys,

    /// <summary>The same key, twice at the same moment, is two calls.</summary>
    LooksBeforeItLocks,

    /// <summary>Undoing does nothing.</summary>
    UndoesNothing,

    /// <summary>Undoing takes away what others made, too.</summary>
    UndoesTooMuch,

    /// <summary>Undoing what is not there fails.</summary>
    CannotUndoNothing,

    /// <summary>Undoes by the input that it is given, and not by the call that is undone.</summary>
    UndoesByInput,

    /// <summary>What was undone can be done by the same undo again.</summary>
    UndoesTwice,

    /// <summary>Reading says that nothing was done.</summary>
    ReadsNotDone,

    /// <summary>Reading says that everything was done.</summary>
    ReadsDone,

    /// <summary>Reading gives another output than the call gave.</summary>
    ReadsAnotherOutput,

    /// <summary>A call that was given up counts as failed.</summary>
    GuessesAtTimeout,

    /// <summary>A lost answer counts as success.</summary>
    GuessesAtLoss,

    /// <summary>A call that hangs does not heed that it is given up.</summary>
    NeverGivesUp,

    /// <summary>A lost connection throws.</summary>
    Throws,

    /// <summary>Refuses without a code.</summary>
    RefusesWithoutCode,

    /// <summary>Refuses, and has done half.</summary>
    RefusesAfterHalf,

    /// <summary>Tells the password in a message.</summary>
    TellsSecrets,

    /// <summary>A preview does it.</summary>
    PreviewsForReal,

    /// <summary>Its output is not what its schema says.</summary>
    GivesAnotherOutput,

    /// <summary>Names no resource.</summary>
    HidesResources,

    /// <summary>Says that a resource was made which undoing does not name.</summary>
    ReleasesNothing,

    /// <summary>Its list leaves something out.</summary>
    ListsTooLittle,

    /// <summary>Its list has what is gone.</summary>
    ListsWhatIsGone,

    /// <summary>It answers any operation.</summary>
    TakesAnyOperation,

    /// <summary>It names an inverse that it does not have.</summary>
    NamesNoInverse,

    /// <summary>It leaves fields without a description.</summary>
    DescribesLittle,
}
