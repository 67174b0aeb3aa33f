using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>Two adapters: one whose operations can be undone, one whose cannot.</summary>
internal sealed class TestCatalog : IAdapterCatalog
{
    private readonly Dictionary<string, CatalogOperation[]> _instances = new()
    {
        ["router"] =
        [
            new Operation("open-port", Inverse: "close-port", CanRead: true, Required: ["device"]),
            new Operation("close-port", CanRead: true, Required: ["device"]),
            new Operation("check-port", HasEffect: false, Required: ["device"]),
            new Operation("ping", HasEffect: false),
        ],
        ["post"] = [new Operation("send", Required: ["to"])],
    };

    public IReadOnlyList<string> Instances => ["post", "router"];

    IReadOnlyList<CatalogOperation>? IAdapterCatalog.Operations(string instance) =>
        _instances.GetValueOrDefault(instance);

    /// <summary>An operation whose schema asks for texts.</summary>
    private sealed class Operation(
        string name, bool HasEffect = true, string? Inverse = null, bool CanRead = false, string[]? Required = null) : CatalogOperation
    {
        public override string Name => name;

        public override bool HasEffect { get; } = HasEffect;

        public override string? Inverse { get; } = Inverse;

        public override bool CanRead { get; } = CanRead;

        public override bool CanPreview => false;

        public override IReadOnlyList<InputProblem> Check(Value known, IReadOnlyCollection<string>? unknownMembers)
        {
            var problems = new List<InputProblem>();
            foreach (var member in Required ?? [])
            {
                var isKnown = known.Members.TryGet(member, out var value);
                if (isKnown && value.Kind != ValueKind.String)
                    problems.Add(new($"/{member}", $"{member} must be a text"));
                if (!isKnown && unknownMembers?.Contains(member) == false)
                    problems.Add(new("", $"{member} is missing"));
            }

            return problems;
        }
    }
}
