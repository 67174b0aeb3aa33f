using Orchestrator.Adapters;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>A kind of thing that a <see cref="ThingAdapter"/> makes.</summary>
/// <param name="Name">Part of the names of its operations.</param>
/// <param name="NamedBy">Members of the input, or of the output, that name one.</param>
internal sealed record ThingKind(string Name, params string[] NamedBy)
{
    /// <summary>Whether there is an operation that alters one in place.</summary>
    public bool IsAltered { get; init; }

    /// <summary>Whether the adapter chooses its name, or number, and tells it.</summary>
    public bool IsChosen { get; init; }

    /// <summary>What it stands on: what is named by the same member; null for nothing.</summary>
    public string? On { get; init; }

    /// <summary>Whether nothing brings back one that was removed.</summary>
    public bool GoesForGood { get; init; }

    /// <summary>The member that names it where the adapter chooses it.</summary>
    public string Chosen => NamedBy is [var only] ? only : Name;

    public static IReadOnlyList<ThingKind> All { get; } =
    [
        new("link", "link") { IsAltered = true },
        new("plug", "plug"),
        new("rider", "plug", "rider") { IsAltered = true, On = "plug" },
        new("slot", "slot") { IsChosen = true },
        new("beam", "slot") { IsAltered = true, On = "slot" },
        new("badge") { IsChosen = true },
        new("stone", "stone") { GoesForGood = true },
    ];

    public static ThingKind Of(string name) => All.Single(kind => kind.Name == name);

    public IEnumerable<OperationDescription> Operations()
    {
        yield return new($"make-{Name}", "{}", "{}", Inverse: $"remove-{Name}", CanRead: true)
        {
            NamedBy = NamedBy,
            ChangedBy = IsAltered ? $"alter-{Name}" : null,
        };
        yield return new($"remove-{Name}", "{}", "{}", Inverse: GoesForGood ? null : $"remake-{Name}", CanRead: true);
        yield return new($"remake-{Name}", "{}", "{}", Inverse: $"remove-{Name}", CanRead: true);
        if (!IsAltered)
            yield break;

        yield return new($"alter-{Name}", "{}", "{}", Inverse: $"unalter-{Name}", CanRead: true);
        yield return new($"unalter-{Name}", "{}", "{}", CanRead: true);
    }
}
