using Grpc.Net.Client;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Processes;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.RealSystems.Office;

/// <summary>The real server with the files of the product, and an operator's file of instances.</summary>
internal sealed class OfficeServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("office");
    private readonly int _port = FreePort.Take();
    private readonly GrpcChannel _channel;
    private SystemProcess? _process;

    /// <param name="adapters">The operator's file.</param>
    /// <param name="secrets">Files of the folder of secrets.</param>
    public OfficeServer(string adapters, IReadOnlyDictionary<string, string> secrets)
    {
        _folder.Write("adapters.json", adapters);
        Directory.CreateDirectory(_folder.PathOf("secrets"));
        foreach (var (name, secret) in secrets)
            File.WriteAllText(_folder.PathOf($"secrets/{name}"), secret);
        Copy(RepositoryFolder("workflows/office"), _folder.PathOf("workflows/office"));
        Copy(RepositoryFolder("workflows/systems"), _folder.PathOf("systems"));
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_port}");
        Activations = new ActivationService.ActivationServiceClient(_channel);
    }

    public ActivationService.ActivationServiceClient Activations { get; }

    public string Captured => _process!.Captured;

    public async Task StartAsync()
    {
        _process = SystemProcess.Start(
            "dotnet",
            [
                "exec", ServerAssembly(),
                "--data", _folder.PathOf("data"),
                "--grpc", $"127.0.0.1:{_port}",
                "--http", "127.0.0.1:0",
                "--workflows", _folder.PathOf("workflows"),
                "--adapters", _folder.PathOf("adapters.json"),
            ]);
        await _process.ListeningAsync(_port);
    }

    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Orders something, and waits until it has ended or needs a person.</summary>
    public async Task<Activation> RunAsync(StartActivationRequest order)
    {
        var started = await Activations.StartActivationAsync(order);
        return await EndAsync(started.Name);
    }

    /// <param name="name">Of the activation.</param>
    /// <param name="not">A state that it is in already, and which counts for nothing.</param>
    public async Task<Activation> EndAsync(string name, State not = State.Unspecified)
    {
        Activation? seen = null;
        await _process!.UntilAsync(async () =>
        {
            seen = await Activations.GetActivationAsync(new GetActivationRequest { Name = name, View = ActivationView.Full });
            return seen.State != not && seen.State is (State.Completed or State.RolledBack or State.Fallout);
        });
        return seen!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _channel.Dispose();
        _folder.Dispose();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static string ServerAssembly()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return RepositoryFolder(
            $"src/Orchestrator.Server/bin/{framework.Parent!.Name}/{framework.Name}/Orchestrator.Server.dll");
    }

    private static string RepositoryFolder(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Orchestrator.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, path);
    }
}
