using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>A certification authority of a test's own.</summary>
internal sealed class Certificates : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Certificates()
    {
        var request = new CertificateRequest("CN=Test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Authority = request.CreateSelfSigned(From, From.AddDays(10));
    }

    public X509Certificate2 Authority { get; }

    /// <summary>A certificate of this authority, with its key.</summary>
    public X509Certificate2 Issue(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(Authority, From, From.AddDays(5), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Writes certificate and key into one PEM file.</summary>
    public static string WritePem(string folder, X509Certificate2 certificate)
    {
        var file = Path.Combine(folder, $"{certificate.GetNameInfo(X509NameType.SimpleName, false)}.pem");
        var key = certificate.GetECDsaPrivateKey() is { } own && certificate.HasPrivateKey
            ? own.ExportPkcs8PrivateKeyPem()
            : "";
        File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key}\n");
        return file;
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }
}
