using System.Collections.ObjectModel;
using System.Text.Json;
using Orchestrator.Adapters.Sandbox.Billing;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.Declared;
using Orchestrator.Adapters.Sandbox.Faults;
using Orchestrator.Adapters.Sandbox.Mail;
using Orchestrator.Adapters.Sandbox.Network;
using Orchestrator.Adapters.Sandbox.Phone;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox;

/// <summary>
/// The sandbox's adapters by name: <c>network</c>, <c>mail</c>, <c>billing</c> and <c>phone</c> on one world, and
/// <c>null</c>. Systems that are declared can be added to the same world.
/// </summary>
public sealed class SandboxAdapters : ReadOnlyDictionary<string, IAdapter>, IDisposable
{
    private static readonly AdapterDefinition[] Definitions =
    [
        NetworkAdapter.Definition, MailAdapter.Definition, BillingAdapter.Definition, PhoneAdapter.Definition,
    ];

    private readonly SandboxWorld _world;
    private readonly FaultRules _faults;
    private readonly SandboxOptions _options;
    private readonly List<AdapterDescription> _described = [.. Definitions.Select(one => one.Description)];

    private SandboxAdapters(
        Dictionary<string, IAdapter> adapters, SandboxWorld world, FaultRules faults, SandboxOptions options)
        : base(adapters) => (_world, _faults, _options) = (world, faults, options);

    /// <summary>Opens the world's file, and makes it where it is not there.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The file cannot be opened as a sandbox's.</exception>
    public static SandboxAdapters Create(SandboxOptions options)
    {
        options.Check();
        var faults = new FaultRules(options.Faults);
        if (!options.IsDeclaredLater)
            faults.CheckPlaces(Definitions.Select(definition => definition.Description));

        var world = SandboxWorld.Open(options.File);
        var adapters = Definitions.ToDictionary(
            definition => definition.Name,
            definition => (IAdapter)new SandboxAdapter(definition, world, faults, options));
        adapters.Add("null", new NullAdapter());
        return new SandboxAdapters(adapters, world, faults, options);
    }

    /// <summary>Finds mistyped faults, once all systems are declared.</summary>
    /// <exception cref="ArgumentException">A fault is asked of an operation that nobody has.</exception>
    public void CheckFaults() => _faults.CheckPlaces(_described);

    /// <summary>Finishes the calls that have arrived, and closes the file.</summary>
    public void Dispose() => _world.Dispose();

    /// <summary>A system of that name, with the declared operations, in this world.</summary>
    /// <exception cref="AdapterSetupException">The declaration cannot be used.</exception>
    internal IAdapter Declare(string instance, JsonElement declaration)
    {
        var definition = DeclaredSystem.Define(instance, declaration);
        _described.Add(definition.Description);
        return new SandboxAdapter(definition, _world, _faults, _options);
    }
}
