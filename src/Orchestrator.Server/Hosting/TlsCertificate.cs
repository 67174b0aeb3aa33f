using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>The server's certificate with its key, and the certificates in between.</summary>
internal sealed record TlsCertificate(X509Certificate2 Own, X509Certificate2Collection Chain)
{
    /// <summary>Null where none was given.</summary>
    /// <exception cref="SettingsException">The files do not hold a certificate with its key.</exception>
    public static TlsCertificate? Load(ServerSettings settings)
    {
        if (settings.Certificate is not { } file)
            return null;

        try
        {
            return IsPfx(file) ? LoadPfx(file) : LoadPem(file, settings.CertificateKey ?? file);
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"--certificate {file} cannot be used: {wrong.Message}");
        }
    }

    private static bool IsPfx(string file) => Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12";

    private static TlsCertificate LoadPfx(string file)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password: null);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CryptographicException("it holds no certificate with a private key");
        return new TlsCertificate(own, [.. all.Where(certificate => certificate != own)]);
    }

    private static TlsCertificate LoadPem(string file, string keyFile)
    {
        var own = X509Certificate2.CreateFromPemFile(file, keyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        return new TlsCertificate(own, [.. chain.Skip(1)]);
    }
}
