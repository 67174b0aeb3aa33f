using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;

namespace Orchestrator.Cli.Connection;

/// <summary>A way to call the server; connects with the first call.</summary>
internal sealed record ServerConnection(CallInvoker Invoker, IDisposable? Channel = null) : IDisposable
{
    private const int AnswerBytesMax = 64 << 20;

    /// <exception cref="UsageException">The file of certificates cannot be read.</exception>
    public static ServerConnection Open(Endpoint endpoint)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (endpoint.AuthorityFile is { } file) handler.SslOptions = Trusting(file);

        var channel = GrpcChannel.ForAddress(endpoint.Address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = AnswerBytesMax,
        });
        return new ServerConnection(channel.CreateCallInvoker(), channel);
    }

    public void Dispose() => Channel?.Dispose();

    private static SslClientAuthenticationOptions Trusting(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"The certificates in '{file}' cannot be read: {error.Message}");
        }

        if (policy.CustomTrustStore.Count == 0) throw new UsageException($"'{file}' holds no PEM certificate.");
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
