using System.Collections.ObjectModel;
using Orchestrator.Adapters.Sandbox.Billing;
using Orchestrator.Adapters.Sandbox.Faults;
using Orchestrator.Adapters.Sandbox.Mail;
using Orchestrator.Adapters.Sandbox.Network;
using Orchestrator.Adapters.Sandbox.Phone;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox;

/// <summary>
/// The sandbox's adapters by name: <c>network</c>, <c>mail</c>, <c>billing</c> and <c>phone</c> on one world, and
/// <c>null</c>.
/// </summary>
public sealed class SandboxAdapters : ReadOnlyDictionary<string, IAdapter>, IDisposable
{
    private readonly SandboxWorld _world;

    private SandboxAdapters(SandboxWorld world, Dictionary<string, IAdapter> adapters)
        : base(adapters) => _world = world;

    /// <summary>Opens the world's file, and makes it where it is not there.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The file cannot be opened as a sandbox's.</exception>
    public static SandboxAdapters Create(SandboxOptions options)
    {
        options.Check();
        var definitions = new[]
        {
            NetworkAdapter.Definition, MailAdapter.Definition, BillingAdapter.Definition, PhoneAdapter.Definition,
        };
        var faults = new FaultRules(options.Faults, definitions.Select(definition => definition.Description));

        var world = SandboxWorld.Open(options.File);
        var adapters = definitions.ToDictionary(
            definition => definition.Name,
            definition => (IAdapter)new SandboxAdapter(definition, world, faults, options));
        adapters.Add("null", new NullAdapter());
        return new SandboxAdapters(world, adapters);
    }

    /// <summary>Finishes the calls that have arrived, and closes the file.</summary>
    public void Dispose() => _world.Dispose();
}
