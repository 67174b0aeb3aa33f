using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>A secret that workers and the operator share. It is read anew each time, so that it can be changed.</summary>
/// <param name="secrets">Reads it.</param>
/// <param name="reference">Where it is; null where workers need none.</param>
public sealed class WorkerToken(SecretReader secrets, JsonElement? reference)
{
    /// <summary>Whether a worker that shows this, or nothing (null), may serve. Takes as long whatever differs.</summary>
    /// <exception cref="SecretException">The secret cannot be had, or is empty: then whoever shows nothing would match.</exception>
    public bool Allows(string? shown) => reference is not { } there || CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(Expected(there))), SHA256.HashData(Encoding.UTF8.GetBytes(shown ?? "")));

    private string Expected(JsonElement there) => secrets.Read(there) is { Length: > 0 } secret
        ? secret
        : throw new SecretException("The secret of the workers' token is empty.");
}
