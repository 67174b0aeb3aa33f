namespace Grpc.Core;

/// <summary>How a gRPC library is told of channel credentials without seeing their types.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>Made by the gRPC library.</summary>
    protected ChannelCredentialsConfiguratorBase()
    {
    }

    /// <summary>The channel is not secured.</summary>
    /// <param name="state">What the library handed in.</param>
    public abstract void SetInsecureCredentials(object? state);

    /// <summary>The channel is secured by TLS.</summary>
    /// <param name="state">What the library handed in.</param>
    /// <param name="rootCertificates">Trusted roots in PEM; null for the machine's.</param>
    /// <param name="keyCertificatePair">The client's certificate; null for none.</param>
    /// <param name="verifyPeerCallback">Has the last word on the server's certificate; null for no one.</param>
    public abstract void SetSslCredentials(
        object? state,
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback);

    /// <summary>The channel is secured, and its calls carry credentials.</summary>
    /// <param name="state">What the library handed in.</param>
    /// <param name="channelCredentials">How it is secured.</param>
    /// <param name="callCredentials">Who makes its calls.</param>
    public abstract void SetCompositeCredentials(
        object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
