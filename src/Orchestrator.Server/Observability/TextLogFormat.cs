using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace Orchestrator.Server.Observability;

/// <summary><c>12:00:00.000 INF What happened. activation=… step=… trace=…</c></summary>
internal sealed class TextLogFormat : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        output.Write(Short(logEvent.Level));
        output.Write(' ');
        var message = LogMessage.Of(logEvent);
        output.Write(message.ReplaceLineEndings(" "));
        foreach (var (name, value) in LogIds.Of(logEvent))
        {
            if (!message.Contains(value, StringComparison.Ordinal))
                output.Write($" {name}={value}");
        }

        output.WriteLine();
        if (logEvent.Exception is { } exception)
            output.WriteLine(exception);
    }

    private static string Short(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "TRC",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "FTL",
    };
}
