using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Mail;

/// <summary>A real mail server that keeps what it gets, for as many domains as there are tests.</summary>
public sealed class MailSink : IAsyncLifetime, IAsyncDisposable
{
    public const string User = "orchestrator";
    public const string Password = "correct horse";

    private readonly TemporaryFolder _folder = new("mail");
    private SystemProcess? _process;

    public int Port { get; } = FreePort.Take();

    /// <summary>Who vouches for it, as localhost.</summary>
    public string CaFile => _folder.PathOf("cert.pem");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder.PathOf("kept"));
        await SystemProcess.RunAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", _folder.PathOf("key.pem"), "-out", CaFile);
        _process = SystemProcess.Start(
            "/usr/bin/python3",
            [Path.Combine(AppContext.BaseDirectory, "Mail", "sink.py"), $"{Port}", _folder.PathOf("kept"), CaFile,
                _folder.PathOf("key.pem"), User, Password]);
        await _process.ListeningAsync(Port);
    }

    /// <summary>The mails to a domain, in the order in which they came.</summary>
    public IReadOnlyList<string> To(string domain) =>
        [.. Directory.GetFiles(_folder.PathOf("kept"), $"{domain}-*.json").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)];

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
