using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Adapters.Declared;

/// <summary>Whom an instance trusts to vouch for its system: a PEM file of certificates.</summary>
public static class AuthorityFile
{
    /// <summary>The certificates, at least one; null where there is a problem, which is noted.</summary>
    /// <param name="file">A whole path.</param>
    /// <param name="place">Where the setting stands: <c>/settings/caFile</c>.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static X509Certificate2Collection? Read(string file, string place, ICollection<SetupProblem> problems)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
            if (authorities.Count > 0)
                return authorities;

            problems.Add(new(place, $"There is no certificate in {file}. Give a PEM file."));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problems.Add(new(place, $"{file} cannot be read: {failure.Message}"));
        }

        return null;
    }
}
