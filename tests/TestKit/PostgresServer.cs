using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Orchestrator.TestKit;

/// <summary>
/// A PostgreSQL server for tests: the one that ORCHESTRATOR_TEST_POSTGRES names, or one of our own in a temporary
/// folder, with the durability that PostgreSQL has by default. It ends with the test process, even where that is
/// killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "ORCHESTRATOR_TEST_POSTGRES";
    private const string Superuser = "postgres";

    private static readonly Lazy<Task<PostgresServer>> Common = new(
        () => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? Task.FromResult(new PostgresServer(given))
            : StartAsync());

    private static int _databases;

    private readonly string _connectionString;
    private readonly PostgresCluster? _cluster;

    private PostgresServer(string connectionString, PostgresCluster? cluster = null) =>
        (_connectionString, _cluster) = (connectionString, cluster);

    /// <summary>One for all tests of the process. Do not stop it: take one of your own for that.</summary>
    public static Task<PostgresServer> SharedAsync() => Common.Value;

    /// <summary>One of our own, to be stopped and killed at will.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var port = FreePort();
        var cluster = await PostgresCluster.CreateAsync(port);
        await cluster.StartAsync();
        return new PostgresServer($"Host=127.0.0.1;Port={port};Username={Superuser};Database=postgres", cluster);
    }

    /// <summary>A new database's connection string.</summary>
    /// <param name="template">A database to copy, which nobody is connected to; null for an empty one.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(
            $"create database {name} template {(template is null ? "template0" : NameIn(template))} encoding 'UTF8'");
        return new NpgsqlConnectionStringBuilder(_connectionString)
        {
            Database = name,
            Pooling = true,
        }.ConnectionString;
    }

    public Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"drop database if exists {NameIn(connectionString)} with (force)");

    /// <summary>One number from a database.</summary>
    public static async Task<long> ReadAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for nobody; what is committed is there afterwards.</summary>
    public Task StopAsync() => Own.StopAsync("fast");

    /// <summary>Ends as in a crash: the next start recovers.</summary>
    public Task KillAsync() => Own.StopAsync("immediate");

    public Task StartAgainAsync() => Own.StartAsync();

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    private PostgresCluster Own =>
        _cluster ?? throw new InvalidOperationException($"The server that {Variable} names is not ours to stop.");

    private async Task ExecuteAsync(string sql)
    {
        // Not pooled: a connection that lingers would keep its database from being copied.
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string NameIn(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A cluster in a temporary folder, run as the user postgres where the tests run as root.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly string[] Folders =
        [.. Enumerable.Range(13, 10).Reverse().Select(
            version => $"/usr/lib/postgresql/{version}/bin"), "/usr/bin", "/usr/local/bin"];

    private readonly string _folder = Directory.CreateTempSubdirectory("orchestrator-postgres-").FullName;
    private readonly string _binaries = Array.Find(Folders, folder => File.Exists(Path.Combine(folder, "initdb")))
        ?? throw new InvalidOperationException(
            $"PostgreSQL is not installed: there is no initdb in {string.Join(", ", Folders)}.");

    private readonly int _port;
    private Process? _guard;

    private PostgresCluster(int port) => _port = port;

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresCluster> CreateAsync(int port)
    {
        var cluster = new PostgresCluster(port);
        if (Environment.UserName == "root")
            await RunAsync("chown", ["postgres", cluster._folder]);
        await RunAsync(cluster.Command(
            ["initdb", "-D", cluster.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]));
        cluster.Guard();
        return cluster;
    }

    public Task StartAsync() => RunAsync(Command(
    [
        "pg_ctl", "start", "-w", "-t", "120", "-D", Data, "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=300",
    ]));

    public Task StopAsync(string mode) =>
        RunAsync(Command(["pg_ctl", "stop", "-w", "-t", "120", "-D", Data, "-m", mode]));

    public async ValueTask DisposeAsync()
    {
        if (_guard is null)
            return;

        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        _guard = null;
    }

    /// <summary>A shell that reads until this process closes its end, or is gone; then it clears away.</summary>
    private void Guard()
    {
        var script = $"trap '' INT TERM HUP; cat >/dev/null; {_binaries}/pg_ctl stop -D {Data} -m immediate >/dev/null "
            + $"2>&1; rm -rf {_folder}/* ; rmdir {_folder}";
        var start = StartOf(Command(["/bin/sh", "-c", script]));
        start.RedirectStandardInput = true;
        _guard = Process.Start(start)!;
    }

    private string[] Command(string[] command)
    {
        string[] whole =
            [Path.IsPathRooted(command[0]) ? command[0] : Path.Combine(_binaries, command[0]), .. command[1..]];
        return Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. whole] : whole;
    }

    private static Task RunAsync(string file, string[] arguments) => RunAsync([file, .. arguments]);

    private static async Task RunAsync(string[] command)
    {
        var start = StartOf(command);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;

        // A server that is started keeps the streams open: what it says is in its log, and only the command's end is
        // waited for.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(' ', command)} ended with {process.ExitCode}: "
                    + $"{await process.StandardError.ReadToEndAsync()}");
        }
    }

    private static ProcessStartInfo StartOf(string[] command) =>
        new(command[0], command[1..]) { WorkingDirectory = Path.GetTempPath(), UseShellExecute = false };
}
