using System.Collections;
using System.Text.Json;

namespace Orchestrator.Server.Settings;

/// <summary>
/// Settings as they were written, by their names: <c>Sandbox:LatencyMin</c>. What is laid over later wins.
/// </summary>
public sealed class RawSettings
{
    private const string Section = "Orchestrator";
    private const string Prefix = "ORCHESTRATOR__";
    private readonly SortedDictionary<string, RawSetting> _byName = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, RawSetting> ByName => _byName;

    public void Set(string name, string value, string source) => _byName[name] = new RawSetting(value, source);

    /// <summary>The section Orchestrator of a JSON file; comments are allowed there.</summary>
    /// <exception cref="SettingsException">The file is no JSON object.</exception>
    public void LayFile(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (string.Equals(member.Name, Section, StringComparison.OrdinalIgnoreCase))
                    Lay(member.Value, "", path);
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new SettingsException($"{path} is not a JSON object: {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{path} cannot be read: {wrong.Message}");
        }
    }

    /// <summary>Variables whose names begin with ORCHESTRATOR__; two underscores stand for the colon.</summary>
    public void LayEnvironment(IDictionary environment)
    {
        foreach (DictionaryEntry entry in environment)
        {
            if (entry is { Key: string name, Value: string value }
                && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                Set(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), value, name);
        }
    }

    private void Lay(JsonElement element, string path, string file)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Lay(member.Value, path.Length == 0 ? member.Name : $"{path}:{member.Name}", file);
                break;
            case JsonValueKind.Null:
                break;
            default:
                Set(
                    path,
                    element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText(),
                    $"{Section}:{path} in {file}");
                break;
        }
    }
}

/// <param name="Value">As it was written.</param>
/// <param name="Source">What its writer would look for: an option, a variable, or a place in a file.</param>
public sealed record RawSetting(string Value, string Source);
