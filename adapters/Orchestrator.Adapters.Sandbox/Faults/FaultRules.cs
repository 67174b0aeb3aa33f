using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Faults;

/// <summary>Which fault a call meets: what its order's labels ask for, else what the configuration asks for.</summary>
internal sealed class FaultRules
{
    private readonly Dictionary<string, Fault> _configured;

    /// <param name="faults">By <c>{adapter}.{operation}</c> or <c>{operation}</c>.</param>
    /// <exception cref="ArgumentException">A fault is not known.</exception>
    public FaultRules(IReadOnlyDictionary<string, string> faults) =>
        _configured = faults.ToDictionary(fault => fault.Key, fault => Read(fault.Key, fault.Value));

    /// <param name="adapters">All there are, to find mistyped names.</param>
    /// <exception cref="ArgumentException">The place of a fault is not known.</exception>
    public void CheckPlaces(IEnumerable<AdapterDescription> adapters)
    {
        var places = adapters
            .SelectMany(adapter => adapter.Operations.SelectMany(operation => Places(adapter.Name, operation.Name)))
            .ToHashSet();
        foreach (var place in _configured.Keys.Where(place => !places.Contains(place)))
        {
            throw new ArgumentException(
                $"The sandbox's setting Faults:{place} names no operation. "
                + "Write the adapter and the operation, as in network.reserve-port.");
        }
    }

    /// <exception cref="RefusedException">UNKNOWN_FAULT: a label asks for a fault that is not known.</exception>
    public Fault? For(string adapter, AdapterCall call)
    {
        if (call.Labels.Count == 0 && _configured.Count == 0) return null;
        if (StepOf(call) is { } step && call.Labels.TryGetValue($"sandbox.step.{step}", out var asked))
        {
            return Asked($"sandbox.step.{step}", asked);
        }

        foreach (var place in Places(adapter, call.Operation))
        {
            if (call.Labels.TryGetValue($"sandbox.{place}", out var name)) return Asked($"sandbox.{place}", name);
        }

        return Places(adapter, call.Operation)
            .Select(place => _configured.GetValueOrDefault(place))
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>The step whose own call it is, without the items of loops; null for what undoes one.</summary>
    private static string? StepOf(AdapterCall call) =>
        call.IdempotencyKey.Split('/') is [_, var step, "do"] ? step.Split('[', '#')[0] : null;

    private static Fault Asked(string label, string name)
    {
        try
        {
            return Fault.Parse(name);
        }
        catch (FormatException exception)
        {
            throw new RefusedException(
                "UNKNOWN_FAULT", $"The order's label '{label}' cannot be met: {exception.Message}");
        }
    }

    private static Fault Read(string place, string name)
    {
        try
        {
            return Fault.Parse(name);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(
                $"The sandbox's setting Faults:{place} is wrong: {exception.Message}", exception);
        }
    }

    /// <summary>The names of an operation in settings and labels, the most exact first.</summary>
    private static string[] Places(string adapter, string operation) => [$"{adapter}.{operation}", operation];
}
