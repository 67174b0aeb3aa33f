namespace Orchestrator.Cli.Connection;

/// <summary>Where the server is, and whom to trust to say that it is the one.</summary>
/// <param name="Address">An http or https address.</param>
/// <param name="AuthorityFile">PEM certificates to trust instead of the system's, or null.</param>
internal sealed record Endpoint(Uri Address, string? AuthorityFile)
{
    public const string DefaultAddress = "http://127.0.0.1:50051";

    /// <summary>As a person would type it.</summary>
    public override string ToString() => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Reads HOST:PORT, http://HOST:PORT or https://HOST:PORT.</summary>
    /// <exception cref="UsageException">It is none of these.</exception>
    public static Endpoint Parse(string text, string? authorityFile)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/")
        {
            throw new UsageException($"'{text}' is no server address. Write http://HOST:PORT or https://HOST:PORT.");
        }

        if (authorityFile is not null && address.Scheme != "https")
        {
            throw new UsageException($"--ca is for https addresses, and '{text}' is not one.");
        }

        return new Endpoint(address, authorityFile);
    }
}
