using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Engine.Instances;

/// <summary>An operator's file of adapter instances. <see cref="InstancesSchema"/> says what it looks like.</summary>
public sealed partial class InstanceFile
{
    /// <summary>What the file is called where nobody names one.</summary>
    public const string UsualName = "adapters.json";

    private InstanceFile(string path, JsonElement root)
    {
        Path = path;
        Folder = System.IO.Path.GetDirectoryName(path)!;
        Secrets = FolderOf(root, "secrets");
        Plugins = FolderOf(root, "plugins");
        Entries = [.. root.GetProperty("instances").EnumerateObject().Select(one => EntryOf(one.Name, one.Value))];
    }

    /// <summary>A whole path.</summary>
    public string Path { get; }

    public string Folder { get; }

    /// <summary>The folder of secrets, a whole path; null for none.</summary>
    public string? Secrets { get; }

    /// <summary>The folder of plug-ins, a whole path; null for none.</summary>
    public string? Plugins { get; }

    public IReadOnlyList<InstanceEntry> Entries { get; }

    /// <summary>Comments and trailing commas are allowed.</summary>
    /// <exception cref="InstancesException">It cannot be read, or does not fit the schema.</exception>
    public static InstanceFile Read(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        var problems = new List<string>();
        if (SchemaText.ReadFile(path, InstancesSchema.Text, "", problems) is { } root)
        {
            problems.AddRange(
                from instance in root.GetProperty("instances").EnumerateObject()
                where !Name().IsMatch(instance.Name)
                select $"{path}#/instances/{instance.Name}: a name is lower case letters, digits and hyphens, up to 60.");
            if (problems.Count == 0)
                return new InstanceFile(path, root);
        }

        throw new InstancesException(problems);
    }

    private InstanceEntry EntryOf(string name, JsonElement entry) => new(
        name,
        entry.GetProperty("adapter").GetString()!,
        entry.TryGetProperty("settings", out var settings) ? settings : JsonSerializer.SerializeToElement(new { }),
        entry.TryGetProperty("declaration", out var file) ? Whole(file.GetString()!) : null,
        entry.TryGetProperty("limits", out var limits)
            ? limits.EnumerateObject().ToDictionary(
                limit => limit.Name,
                limit => limit.Value.ValueKind == JsonValueKind.String
                    ? limit.Value.GetString()!
                    : limit.Value.GetRawText(),
                StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>());

    private string? FolderOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var folder) ? Whole(folder.GetString()!) : null;

    private string Whole(string path) => System.IO.Path.GetFullPath(path, Folder);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
