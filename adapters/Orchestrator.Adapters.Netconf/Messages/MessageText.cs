using System.Globalization;
using System.Text;

namespace Orchestrator.Adapters.Netconf.Messages;

/// <summary>Messages as bytes (RFC 6242, section 4).</summary>
internal static class MessageText
{
    public static byte[] Frame(string message, bool isChunked)
    {
        if (!isChunked)
            return Encoding.UTF8.GetBytes(message + "]]>]]>");

        var size = Encoding.UTF8.GetByteCount(message).ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($"\n#{size}\n{message}\n##\n");
    }
}
