using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Faults;

/// <summary>Which fault a call meets: what its order's labels ask for, else what the configuration asks for.</summary>
internal sealed class FaultRules
{
    private readonly Dictionary<string, Fault> _configured;

    /// <param name="faults">By <c>{adapter}.{operation}</c> or <c>{operation}</c>.</param>
    /// <param name="adapters">Those there are, to find mistyped names.</param>
    /// <exception cref="ArgumentException">A fault or its place is not known.</exception>
    public FaultRules(IReadOnlyDictionary<string, string> faults, IEnumerable<AdapterDescription> adapters)
    {
        var places = adapters
            .SelectMany(adapter => adapter.Operations.SelectMany(operation => Places(adapter.Name, operation.Name)))
            .ToHashSet();
        _configured = faults.ToDictionary(fault => fault.Key, fault => Check(fault.Key, fault.Value, places));
    }

    /// <exception cref="RefusedException">UNKNOWN_FAULT: a label asks for a fault that is not known.</exception>
    public Fault? For(string adapter, AdapterCall call)
    {
        if (call.Labels.Count == 0 && _configured.Count == 0) return null;

        foreach (var place in Places(adapter, call.Operation))
        {
            if (call.Labels.TryGetValue($"sandbox.{place}", out var name)) return Asked($"sandbox.{place}", name);
        }

        return Places(adapter, call.Operation)
            .Select(place => _configured.GetValueOrDefault(place))
            .FirstOrDefault(fault => fault is not null);
    }

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

    private static Fault Check(string place, string name, HashSet<string> places)
    {
        if (!places.Contains(place))
        {
            throw new ArgumentException(
                $"The sandbox's setting Faults:{place} names no operation. "
                + "Write the adapter and the operation, as in network.reserve-port.");
        }

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
