using Orchestrator.Adapters;

namespace Orchestrator.Engine.Dispatch;

/// <summary>An operation of an instance, with what calling it needs.</summary>
internal sealed class AdapterOperation(OperationDescription description)
{
    private readonly Lazy<SensitiveMembers?> _sensitive = new(() => SensitiveMembers.Of(description.OutputSchema));

    public OperationDescription Description { get; } = description;

    /// <summary>Where its output holds secrets; null where it does not.</summary>
    public SensitiveMembers? Sensitive => _sensitive.Value;

    public CallPace Pace { get; } = new();
}
