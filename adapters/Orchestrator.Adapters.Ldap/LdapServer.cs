using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap;

/// <summary>
/// A directory, and how it is reached. Each call has a connection of its own: none is found broken later.
/// </summary>
internal sealed record LdapServer(string Host, int Port)
{
    public bool IsLdaps { get; init; }

    public bool StartTls { get; init; }

    /// <summary>Who may vouch for the server; null: whom the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Empty for nobody in particular.</summary>
    public string BindDn { get; init; } = "";

    public Func<string> Password { get; init; } = () => "";

    /// <exception cref="UnreachableException">
    /// With the answer that it means: nothing was asked of the directory.
    /// </exception>
    public async Task<LdapConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (IsLdaps)
                await connection.EncryptAsync(Encryption, cancellation).ConfigureAwait(false);
            if (StartTls)
            {
                Check("StartTLS failed", await connection.StartTlsAsync(cancellation).ConfigureAwait(false));
                await connection.EncryptAsync(Encryption, cancellation).ConfigureAwait(false);
            }

            if (BindDn.Length > 0)
                Check(
                    $"Signing in as '{BindDn}' failed",
                    await connection.BindAsync(BindDn, Password(), cancellation).ConfigureAwait(false));
            return connection;
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw failure switch
            {
                AuthenticationException => new UnreachableException(new Answer.Retryable(
                    "TLS_FAILED", $"{Host}:{Port} is not trusted: {failure.Message} Look at caFile and the name.")),
                SecretException => new UnreachableException(new Answer.Retryable("SECRET_MISSING", failure.Message)),
                IOException => new UnreachableException(Broken(failure)),
                LdapResultException refused => new UnreachableException(refused.ToAnswer()),
                _ => failure,
            };
        }
    }

    private SslClientAuthenticationOptions Encryption => new()
    {
        TargetHost = Host,
        CertificateChainPolicy = Authorities is null ? null : Trusting(Authorities),
    };

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private async Task<LdapConnection> ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            return await LdapConnection.OpenAsync(Host, Port, cancellation).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            throw new UnreachableException(Broken(failure));
        }
    }

    private Answer.Retryable Broken(Exception failure) => new(
        "CONNECT_FAILED", $"{Host}:{Port} could not be reached: {failure.Message} Look whether it is there.");

    private static void Check(string what, LdapResult result)
    {
        if (result.Code != LdapResult.Success)
            throw new LdapResultException(what, result);
    }
}

/// <summary>The directory could not be asked.</summary>
internal sealed class UnreachableException(Answer answer) : Exception(answer.ToString())
{
    public Answer Answer { get; } = answer;
}
