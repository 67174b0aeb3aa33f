using System.Text.Json;

namespace Orchestrator.Adapters;

/// <summary>
/// Reads secrets where they are kept, each time anew, so that one that was changed is used from the next call on. A
/// reference is a JSON object with one member: <c>{ "env": "NAME" }</c> an environment variable, <c>{ "file": "path" }</c>
/// a file, <c>{ "secret": "name" }</c> a file of that name in the operator's folder of secrets, as Kubernetes mounts
/// them. A line break at the end of a file does not belong to the secret.
/// </summary>
/// <param name="folder">Where relative paths start.</param>
/// <param name="secretsFolder">The folder of secrets; null where the operator has none.</param>
public sealed class SecretReader(string folder, string? secretsFolder = null)
{
    /// <summary>JSON Schema of a reference, for schemas of settings.</summary>
    public const string ReferenceSchema =
        """
        { "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false, "properties": {
          "env": { "type": "string", "minLength": 1, "description": "An environment variable." },
          "file": { "type": "string", "minLength": 1, "description": "A file that holds the secret." },
          "secret": { "type": "string", "pattern": "^[A-Za-z0-9_.-]+$", "description": "A file in the folder of secrets." } } }
        """;

    /// <summary>The secret that the reference names.</summary>
    /// <exception cref="SecretException">It is not there, or the reference is none.</exception>
    public string Read(JsonElement reference)
    {
        if (reference.ValueKind == JsonValueKind.Object && reference.GetPropertyCount() == 1)
        {
            foreach (var member in reference.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String)
                    return Read(member.Name, member.Value.GetString()!);
            }
        }

        throw new SecretException(
            """A reference to a secret is { "env": "NAME" }, { "file": "path" } or { "secret": "name" }.""");
    }

    private string Read(string kind, string name) => kind switch
    {
        "env" => Environment.GetEnvironmentVariable(name)
            ?? throw new SecretException($"The environment variable {name} is not set."),
        "file" => ReadFile(Path.GetFullPath(name, folder)),
        "secret" => secretsFolder is null
            ? throw new SecretException(
                $"There is no folder of secrets to look for '{name}' in. Name one in the configuration.")
            : Path.GetFileName(name) == name && name is not ("." or "..")
                ? ReadFile(Path.Combine(secretsFolder, name))
                : throw new SecretException($"'{name}' is no name of a file in the folder of secrets."),
        _ => throw new SecretException($"'{kind}' is no kind of reference. There are env, file and secret."),
    };

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"The secret in {path} cannot be read: {failure.Message}");
        }
    }
}

/// <summary>A secret cannot be had. The message names the place and never the secret.</summary>
public sealed class SecretException(string message) : Exception(message);
