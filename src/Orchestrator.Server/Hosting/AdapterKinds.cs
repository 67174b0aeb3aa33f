using Orchestrator.Adapters;
using Orchestrator.Adapters.Exec;
using Orchestrator.Adapters.Http.Declared;
using Orchestrator.Adapters.Ldap;
using Orchestrator.Adapters.Mail;
using Orchestrator.Adapters.Netconf;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Engine.Instances;
using Orchestrator.Engine.Workers;

namespace Orchestrator.Server.Hosting;

/// <summary>The kinds of adapters that instances can be of: those that the program brings, and plug-ins.</summary>
internal static class AdapterKinds
{
    /// <exception cref="InstancesException">Two bring the same kind.</exception>
    public static IReadOnlyDictionary<string, IAdapterFactory> Of(
        SandboxAdapters sandbox, IReadOnlyList<Plugin> plugins)
    {
        IAdapterFactory[] own =
        [
            new SandboxAdapterFactory(sandbox),
            new ExecAdapterFactory(),
            new HttpAdapterFactory(),
            new LdapAdapterFactory(),
            new MailAdapterFactory(),
            new NetconfAdapterFactory(),
            new WorkerAdapterFactory(),
        ];
        var all = own.Concat(plugins.SelectMany(plugin => plugin.Factories)).ToLookup(one => one.Kind);
        var twice = all.Where(kind => kind.Count() > 1)
            .Select(kind => $"Adapters of kind '{kind.Key}' come from "
                + $"{string.Join(" and ", kind.Select(one => one.GetType().Assembly.GetName().Name))}. Remove one.")
            .ToArray();
        return twice.Length == 0
            ? all.ToDictionary(kind => kind.Key, kind => kind.First(), StringComparer.Ordinal)
            : throw new InstancesException(twice);
    }
}
