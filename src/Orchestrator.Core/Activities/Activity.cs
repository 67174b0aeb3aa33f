using System.Collections.Immutable;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Activities;

/// <summary>What every activity has.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <param name="Id">Unique within the definition.</param>
/// <param name="DisplayName">For people; the id where the definition gives none.</param>
/// <param name="TypeName">As the definition writes it: <c>Elsa.Sequence</c>.</param>
/// <param name="Pointer">JSON pointer to it in the definition.</param>
public sealed record ActivityHeader(int Index, string Id, string DisplayName, string TypeName, string Pointer)
{
    /// <summary>Variables whose scope it is.</summary>
    public ImmutableArray<VariableDeclaration> Variables { get; init; } = [];

    /// <summary>The variable that its result is put into, or null.</summary>
    public VariableDeclaration? ResultVariable { get; init; }

    /// <summary>The output of the workflow that its result is put into, or null.</summary>
    public string? ResultOutput { get; init; }

    /// <summary>Whether the workflow may be started by it.</summary>
    public bool CanStart { get; init; }

    /// <summary>Where it is in a definition used as an activity: what ids there begin with; empty elsewhere.</summary>
    public string Within { get; init; } = "";
}

/// <summary>Where a result is put.</summary>
/// <param name="Variable">Null for none.</param>
/// <param name="Output">An output of the definition that it is in, or null.</param>
public sealed record ResultTarget(VariableDeclaration? Variable, string? Output);

/// <summary>
/// One activity of a plan: what it is, and what it does when its turn comes. Immutable; what it remembers of a run is
/// in its frame. Everything it does goes through the burst, as events.
/// </summary>
public abstract class Activity(ActivityHeader header)
{
    public ActivityHeader Header { get; } = header;

    public string Id => Header.Id;

    /// <summary>Its place in the list of the activity around it, where that has one.</summary>
    internal int Place { get; private set; }

    /// <summary>The activities within it, in the order of the definition.</summary>
    public virtual ImmutableArray<Activity> Children => [];

    /// <summary>Whether it gives something that scripts may read afterwards.</summary>
    public virtual bool HasOutput => false;

    /// <summary>Whether the sequence or flowchart that it is in ends with it.</summary>
    public virtual bool IsTerminal => false;

    /// <summary>Its turn has come.</summary>
    /// <param name="burst">What runs it.</param>
    /// <param name="turn">In which frame, and for which item.</param>
    internal abstract void Run(Burst burst, Turn turn);

    /// <summary>An activity within it has ended.</summary>
    /// <param name="burst">What runs it.</param>
    /// <param name="frame">Its own frame.</param>
    /// <param name="child">What ended, and how.</param>
    internal virtual void ChildEnded(Burst burst, Frame frame, Ended child) =>
        throw new InvalidOperationException($"Activity '{Id}' has no children.");

    /// <summary>It faulted while it had a frame, and a person wants it tried again.</summary>
    internal virtual void Resume(Burst burst, Frame frame) => burst.Rerun(frame);

    /// <summary>
    /// Tells each its place: going on behind one must not cost more the longer the list is. One that is in it twice
    /// counts where it comes first.
    /// </summary>
    private protected static ImmutableArray<Activity> InPlace(ImmutableArray<Activity> activities)
    {
        for (var place = activities.Length - 1; place >= 0; place--)
            activities[place].Place = place;
        return activities;
    }

    /// <summary>Whether the flow goes on somewhere from an outcome of a child.</summary>
    internal virtual bool Handles(Activity child, string outcome) => false;
}

/// <summary>An activity's turn: the frame it runs in (null for the root).</summary>
internal readonly record struct Turn(Activity Activity, Frame? Parent);

/// <summary>An activity ended; its outcomes are null for the default one, Done, which a port without a name takes too.
/// </summary>
internal readonly record struct Ended(Activity Activity, IReadOnlyList<string>? Outcomes);
