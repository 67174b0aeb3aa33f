using System.Xml;
using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Messages;

/// <summary>What a device says of itself first (RFC 6241, section 8.1).</summary>
/// <param name="Capabilities">URIs, with their parameters.</param>
/// <param name="SessionId">As the device numbers it.</param>
internal sealed record Hello(IReadOnlyList<string> Capabilities, string SessionId)
{
    /// <summary>Our own: both ways of framing.</summary>
    public const string Ours =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities>
        <capability>urn:ietf:params:netconf:base:1.0</capability>
        <capability>urn:ietf:params:netconf:base:1.1</capability>
        </capabilities></hello>
        """;

    private const string Prefix = "urn:ietf:params:netconf:capability:";

    public bool IsChunked => Capabilities.Contains("urn:ietf:params:netconf:base:1.1");

    public bool HasCandidate => Has("candidate");

    public bool HasWritableRunning => Has("writable-running");

    public bool HasConfirmedCommit => Has("confirmed-commit");

    public bool HasRollbackOnError => Has("rollback-on-error");

    /// <summary>Whether an edit may be tested before it is made.</summary>
    public bool HasTestThenSet => HasVersion("validate", "1.1");

    public bool HasValidate => Has("validate");

    public bool HasCancelCommit => HasVersion("confirmed-commit", "1.1");

    /// <exception cref="InvalidDataException">It is no hello.</exception>
    public static Hello Parse(string text)
    {
        // Some devices greet people first.
        var start = text.IndexOf('<', StringComparison.Ordinal);
        try
        {
            var hello = Xml.Parse(text[Math.Max(start, 0)..]);
            if (hello.Name != Xml.Base + "hello")
                throw new InvalidDataException($"The device began with <{hello.Name.LocalName}>, not with its hello.");

            return new Hello(
                [.. hello.Descendants(Xml.Base + "capability").Select(capability => capability.Value.Trim())],
                hello.Element(Xml.Base + "session-id")?.Value.Trim() ?? "");
        }
        catch (XmlException wrong)
        {
            throw new InvalidDataException($"The device began with no hello: {wrong.Message}", wrong);
        }
    }

    private bool Has(string name) => Capabilities.Any(
        capability => capability.StartsWith($"{Prefix}{name}:", StringComparison.Ordinal));

    private bool HasVersion(string name, string version) => Capabilities.Any(
        capability => capability.Split('?')[0] == $"{Prefix}{name}:{version}");
}
