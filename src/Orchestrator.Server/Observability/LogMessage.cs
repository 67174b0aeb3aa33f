using System.Globalization;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Orchestrator.Server.Observability;

/// <summary>The sentence of a line, with texts as they are and not in quotes.</summary>
internal static class LogMessage
{
    private static readonly MessageTemplateTextFormatter Format = new("{Message:lj}", CultureInfo.InvariantCulture);

    public static string Of(LogEvent logged)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        Format.Format(logged, text);
        return text.ToString();
    }
}
