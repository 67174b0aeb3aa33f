using System.Globalization;
using System.Net;

namespace Orchestrator.Server.Settings;

/// <summary>Where to listen.</summary>
/// <param name="Address">An address of this machine.</param>
/// <param name="Port">0 takes any that is free.</param>
public sealed record Endpoint(IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>
    /// HOST:PORT, with an IPv6 address in brackets; <c>localhost</c> is 127.0.0.1, and <c>*</c> every address.
    /// </summary>
    public static bool TryParse(string text, out Endpoint endpoint)
    {
        endpoint = new Endpoint(IPAddress.Loopback, 0);
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > 65535)
            return false;

        if (Parse(text[..colon]) is not { } address)
            return false;

        endpoint = new Endpoint(address, port);
        return true;
    }

    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    private static IPAddress? Parse(string host)
    {
        if (host == "localhost")
            return IPAddress.Loopback;
        if (host == "*")
            return IPAddress.IPv6Any;
        if (host.Contains(':') && !(host[0] == '[' && host[^1] == ']'))
            return null;

        return IPAddress.TryParse(host, out var address) && (host.Contains(':') || host.Count(dot => dot == '.') == 3)
            ? address
            : null;
    }
}
