using System.Diagnostics.Metrics;
using System.Diagnostics;
using System.Net;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Engine;
using Orchestrator.Server.Auditing;
using Orchestrator.Server.Generated;
using Orchestrator.Server.Grpc;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Observability;
using Orchestrator.Server.Scheduling;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>A server that listens. Stopping it drains what is under way; disposing of it stops it.</summary>
public sealed class ServerHost : IAsyncDisposable
{
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Node _node;
    private readonly DataFolder _folder;
    private readonly ServerSettings _settings;
    private readonly LoggerFactory _loggers;
    private readonly ServingStatus _status;
    private readonly QuartzClock _recurring;
    private readonly AuditLoop _audits;
    private int _isStopped;

    private ServerHost(WebApplication app, Node node, DataFolder folder, ServerSettings settings, LoggerFactory loggers)
    {
        (_app, _node, _folder, _settings, _loggers) = (app, node, folder, settings, loggers);
        _status = app.Services.GetRequiredService<ServingStatus>();
        _recurring = app.Services.GetRequiredService<QuartzClock>();
        _audits = app.Services.GetRequiredService<AuditLoop>();
        var addresses =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        GrpcAddress = Reachable(addresses[0]);
        HttpAddress = Reachable(addresses[1]);
    }

    /// <summary>Where a client on this machine finds gRPC.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Where a client on this machine finds /health, /version and /metrics.</summary>
    public Uri HttpAddress { get; }

    /// <param name="settings">Checked.</param>
    /// <param name="open">Opens the database.</param>
    /// <param name="logs">Where log lines go.</param>
    /// <param name="time">The clock of all that it does; null: the system's.</param>
    /// <exception cref="SettingsException">It cannot start as it was told.</exception>
    public static async Task<ServerHost> StartAsync(
        ServerSettings settings,
        Func<ServerSettings, Task<Stores>> open,
        ILoggerProvider logs,
        TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var certificate = TlsCertificate.Load(settings);
        var folder = DataFolder.Take(settings.Data);
        var loggers = new LoggerFactory([logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        try
        {
            // The database and the ports are made ready side by side: each takes its time to be compiled.
            Node? node = null;
            var meters = new ServerMeters();
            var starting = Task.Run(
                () => Node.StartAsync(settings, folder, () => open(settings), loggers, time, meters));
            var app = Build(settings, certificate, loggers, () => node!, time, meters);
            node = await starting.ConfigureAwait(false);
            await ListenAsync(app, node).ConfigureAwait(false);

            var host = new ServerHost(app, node, folder, settings, loggers);
            host._status.MoveTo(ServingState.Serving);
            node.Engine.WhenDrained(host.ShowDrained);
            host.SayWhere();
            host._recurring.Start();
            host._audits.Start();
            return host;
        }
        catch
        {
            loggers.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The configured instances.</summary>
    internal AdapterRegistry Adapters => _node.Adapters;

    /// <summary>A client's channel to this server, which it trusts by its very certificate.</summary>
    public GrpcChannel Connect()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (TlsCertificate.Load(_settings) is { Own: var own })
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
                own.RawDataMemory.Span.SequenceEqual(shown?.GetRawCertData());

        return GrpcChannel.ForAddress(
            GrpcAddress, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    /// <summary>
    /// Completes when the process is asked to end, or must. False: it must, because another process has taken over.
    /// </summary>
    public async Task<bool> WaitAsync()
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        return await Task.WhenAny(stopping.Task, _node.Engine.OwnershipLost).ConfigureAwait(false) == stopping.Task;
    }

    /// <summary>
    /// Says that it does not serve any more, lets what is in flight end, and closes the ports. What is not finished
    /// goes on later.
    /// </summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
            return;

        var log = _loggers.CreateLogger<ServerHost>();
        log.LogInformation(
            "Stopping: what is under way has {Seconds} s to end.", (long)_settings.DrainPatience.TotalSeconds);
        _status.MoveTo(ServingState.Draining);
        await _recurring.DisposeAsync().ConfigureAwait(false);
        await _audits.DisposeAsync().ConfigureAwait(false);
        foreach (var workers in _node.Workers)
            workers.LetGo("The server is stopping.");
        await _node.Engine.DrainAsync(_settings.DrainPatience).ConfigureAwait(false);
        _status.MoveTo(ServingState.Stopped);
        foreach (var workers in _node.Workers)
            workers.Cut("The server has stopped.");
        using var patience = new CancellationTokenSource(LastAnswers);
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        await _node.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
        log.LogInformation("Stopped. What has not ended goes on after the next start.");
        _loggers.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>One that ends is not called back.</summary>
    private void ShowDrained(bool isDrained)
    {
        var (before, now) = isDrained
            ? (ServingState.Serving, ServingState.Drained)
            : (ServingState.Drained, ServingState.Serving);
        _status.MoveTo(now, before);
        _loggers.CreateLogger<ServerHost>().LogInformation(
            "A person has decided about this node; it is {State} now.", now);
    }

    private static WebApplication Build(
        ServerSettings settings,
        TlsCertificate? certificate,
        ILoggerFactory loggers,
        Func<Node> node,
        TimeProvider time,
        ServerMeters meters)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = "Orchestrator.Server" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => Listeners.Configure(kestrel, settings, certificate));
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IMeterFactory>(_ => meters); // Made by the container, as it were: it disposes of it.
        builder.Services.AddServer(settings, node, time);
        var app = builder.Build();
        app.Use((context, next) => context.Request.Protocol == "HTTP/2"
            ? next(context)
            : context.RequestServices.GetRequiredService<HttpEndpoints>().HandleAsync(context));
        app.UseRouting();
        var recorder = app.Services.GetRequiredService<CallRecorder>();
        app.Use((context, next) => recorder.HandleAsync(context, next));
        app.MapGrpcService<ActivationService>();
        app.MapGrpcService<WorkflowService>();
        app.MapGrpcService<ProductService>();
        app.MapGrpcService<ClusterService>();
        app.MapGrpcService<AdapterService>();
        app.MapGrpcService<AuditService>();
        app.MapGrpcService<AnalysisService>();
        app.MapGrpcService<AdapterWorkerService>();
        app.MapGrpcService<InventoryService>();
        app.MapGrpcService<HealthService>();
        app.MapGrpcService<ReflectionService>();
        app.MapGrpcService<ReflectionV1AlphaService>();
        return app;
    }

    private static async Task ListenAsync(WebApplication app, Node node)
    {
        try
        {
            app.Services.GetRequiredService<PrometheusMetrics>();
            app.Services.GetRequiredService<RecurringClock>();
            node.Teardowns.TrySetResult(app.Services.GetRequiredService<LateTeardowns>().FindAsync);
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            await node.DisposeAsync().ConfigureAwait(false);
            throw StartFailure.Of(failure) ?? failure;
        }
    }

    /// <summary>An address that means all of this machine's is reached on its loopback.</summary>
    private static Uri Reachable(string address)
    {
        var uri = new Uri(address);
        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var host)
            && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri
            : uri;
    }

    private void SayWhere()
    {
        using var process = Process.GetCurrentProcess();
        _app.Services.GetRequiredService<ILogger<ServerHost>>().LogInformation(
            "Serving gRPC on {Grpc} and HTTP on {Http}, {Milliseconds} ms after the start.",
            GrpcAddress.Authority,
            HttpAddress.Authority,
            (long)(DateTime.Now - process.StartTime).TotalMilliseconds);
    }
}
