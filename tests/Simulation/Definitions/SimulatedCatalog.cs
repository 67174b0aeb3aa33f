using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Simulation.Definitions;

/// <summary>The operations of the simulated outside world, one of each kind that makes a difference.</summary>
internal sealed class SimulatedCatalog : IAdapterCatalog
{
    public const string Adapter = "outside";

    private static readonly Operation[] All =
    [
        new("make", Inverse: "unmake", CanRead: true),
        new("unmake", CanRead: true),
        new("build", Inverse: "raze"),
        new("raze"),
        new("send", CanRead: true),
        new("shout"),
        new("look", HasEffect: false),
    ];

    public IReadOnlyList<string> Instances => [Adapter];

    public static Operation Find(string name) => Array.Find(All, one => one.Name == name)!;

    public IReadOnlyList<CatalogOperation>? Operations(string instance) => instance == Adapter ? All : null;
}

internal sealed class Operation(string name, bool HasEffect = true, string? Inverse = null, bool CanRead = false)
    : CatalogOperation
{
    public override string Name => name;

    public override bool HasEffect { get; } = HasEffect;

    public override string? Inverse { get; } = Inverse;

    public override bool CanRead { get; } = CanRead;

    public override bool CanPreview => false;

    public override IReadOnlyList<InputProblem> Check(Value known, IReadOnlyCollection<string>? unknownMembers) => [];
}
