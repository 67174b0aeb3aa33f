using Microsoft.Extensions.Logging;
using Orchestrator.Server.Settings;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace Orchestrator.Server.Observability;

/// <summary>
/// The log: one line per event, to the console. Standard error carries only what keeps the server from starting.
/// </summary>
internal static class Logs
{
    /// <summary>Where log lines come from; disposed when the server has stopped.</summary>
    public static SerilogLoggerProvider Create(ServerSettings settings)
    {
        ITextFormatter format = settings.LogJson ? new JsonLogFormat() : new TextLogFormat();
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(Of(settings.LogLevel))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // Its spans, which it makes for every call as soon as anything is logged here, are wanted only where they
            // are exported.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            // What keeps the server from starting is told once, in a line for a person.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LevelAlias.Off)
            // Every failed call is an answer, and the ones that are our own fault are logged where they are answered.
            .MinimumLevel.Override("Grpc", LogEventLevel.Fatal)
            // The demonstration tells itself what happens.
            .MinimumLevel.Override("Orchestrator.Engine", settings.Demo ? LogEventLevel.Warning : Of(settings.LogLevel))
            .Enrich.FromLogContext()
            .WriteTo.Console(format)
            .CreateLogger();
        return new SerilogLoggerProvider(logger, dispose: true);
    }

    private static LogEventLevel Of(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
