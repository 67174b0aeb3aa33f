using Microsoft.Extensions.Logging;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Http;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Engine.Instances;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>
/// The adapter instances of this process: those that the operator configured, or else the sandbox's; and <c>http</c>
/// for requests, which workflows may always send where the operator lets them.
/// </summary>
internal sealed class Instances : IAsyncDisposable
{
    private readonly SandboxAdapters _sandbox;
    private readonly HttpClient _requests;

    private Instances(SandboxAdapters sandbox, HttpClient requests, IReadOnlyDictionary<string, IAdapter> byName) =>
        (_sandbox, _requests, ByName) = (sandbox, requests, byName);

    public IReadOnlyDictionary<string, IAdapter> ByName { get; }

    /// <exception cref="SettingsException">Something cannot be used as it was configured: all of it.</exception>
    public static Instances Open(
        ServerSettings settings,
        DataFolder folder,
        Func<string, IAdapterRecords> records,
        ILogger<Instances> log,
        TimeProvider time)
    {
        var sandbox = OpenSandbox(settings, folder, time);
        var requests = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            var byName = new Dictionary<string, IAdapter>(
                settings.Adapters is { } file ? Make(file, sandbox, records, log, time) : sandbox);
            sandbox.CheckFaults();
            var plain = new HttpAdapter(new HttpAdapterOptions { Hosts = settings.RequestHosts }, requests);
            byName.TryAdd(plain.Description.Name, plain);
            return new Instances(sandbox, requests, byName);
        }
        catch (Exception failure)
        {
            sandbox.Dispose();
            requests.Dispose();
            throw failure is InstancesException or ArgumentException ? new SettingsException(failure.Message) : failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var adapter in ByName.Values)
        {
            if (adapter is IAsyncDisposable later)
                await later.DisposeAsync().ConfigureAwait(false);
            else if (adapter is IDisposable here)
                here.Dispose();
        }

        _sandbox.Dispose();
        _requests.Dispose();
    }

    private static IReadOnlyDictionary<string, IAdapter> Make(
        InstanceFile file,
        SandboxAdapters sandbox,
        Func<string, IAdapterRecords> records,
        ILogger<Instances> log,
        TimeProvider time)
    {
        var plugins = file.Plugins is { } folder ? Plugin.LoadAll(folder) : [];
        foreach (var plugin in plugins)
        {
            log.LogInformation(
                "Plug-in {Plugin} {Version} for version {Contract} of the contract: {Kinds}.",
                plugin.Name,
                plugin.Version,
                plugin.ContractVersion.ToString(2),
                string.Join(", ", plugin.Factories.Select(factory => factory.Kind)));
        }

        return new InstanceMaker(AdapterKinds.Of(sandbox, plugins), records, time).Make(file);
    }

    private static SandboxAdapters OpenSandbox(ServerSettings settings, DataFolder folder, TimeProvider time)
    {
        try
        {
            return SandboxAdapters.Create(new SandboxOptions
            {
                File = settings.Sandbox.File ?? folder.PathOf("sandbox.db"),
                LatencyMin = settings.Sandbox.LatencyMin,
                LatencyMax = settings.Sandbox.LatencyMax,
                Faults = settings.Sandbox.Faults,
                Clock = time,
                IsDeclaredLater = true,
            });
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            throw new SettingsException(failure.Message);
        }
    }
}
