using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A certificate and its key.</summary>
/// <param name="certificateChain">The certificate and those that signed it, in PEM.</param>
/// <param name="privateKey">The certificate's private key, in PEM.</param>
/// <exception cref="ArgumentNullException">Either is null.</exception>
public sealed class KeyCertificatePair(string certificateChain, string privateKey)
{
    /// <summary>The certificate and those that signed it, in PEM.</summary>
    public string CertificateChain { get; } =
        GrpcPreconditions.CheckNotNull(certificateChain, nameof(certificateChain));

    /// <summary>The certificate's private key, in PEM.</summary>
    public string PrivateKey { get; } = GrpcPreconditions.CheckNotNull(privateKey, nameof(privateKey));
}
