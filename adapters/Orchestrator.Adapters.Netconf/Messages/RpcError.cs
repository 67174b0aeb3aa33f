using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Messages;

/// <summary>One of the errors of a device's answer (RFC 6241, section 4.3).</summary>
internal sealed record RpcError(
    string Type, string Tag, string Severity, string AppTag, string Path, string Message, string Info)
{
    public static RpcError Parse(XElement error) => new(
        Text(error, "type"),
        Text(error, "tag"),
        Text(error, "severity"),
        Text(error, "app-tag"),
        Text(error, "path"),
        Text(error, "message"),
        InfoOf(error));

    /// <summary>All that the device said.</summary>
    public override string ToString()
    {
        var parts = new[] { Type, Severity, AppTag }.Where(part => part.Length > 0);
        return $"{Tag} ({string.Join(", ", parts)})"
            + (Path.Length > 0 ? $" at {Path}" : "")
            + (Message.Length > 0 ? $": {Message}" : "")
            + (Info.Length > 0 ? $" [{Info}]" : "");
    }

    private static string Text(XElement error, string name) =>
        error.Element(Xml.Base + $"error-{name}")?.Value.Trim() ?? "";

    private static string InfoOf(XElement error) => string.Join(
        ", ",
        (error.Element(Xml.Base + "error-info")?.Elements() ?? [])
            .Select(part =>
                part.HasElements ? Xml.Text(Xml.Tidy(part)) : $"{part.Name.LocalName} {part.Value.Trim()}"));
}
