using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Instances;

/// <summary>Makes the adapters of a file's instances; all that is wrong with them is found at once.</summary>
/// <param name="factories">By the kinds that they make.</param>
/// <param name="records">Of an instance, by its name.</param>
/// <param name="time">The clock that adapters get.</param>
public sealed class InstanceMaker(
    IReadOnlyDictionary<string, IAdapterFactory> factories, Func<string, IAdapterRecords> records, TimeProvider time)
{
    private static readonly string[] ReferenceKinds = ["env", "file", "secret"];

    /// <summary>Whether secrets must be there; a trial needs none.</summary>
    public bool ReadsSecrets { get; init; } = true;

    /// <summary>The adapters by their instances' names. Where one cannot be made, none is left.</summary>
    /// <exception cref="InstancesException">With everything that is wrong.</exception>
    public IReadOnlyDictionary<string, IAdapter> Make(InstanceFile file)
    {
        var problems = new List<string>();
        var adapters = new Dictionary<string, IAdapter>(StringComparer.Ordinal);
        foreach (var entry in file.Entries)
        {
            if (Make(file, entry, problems) is { } adapter)
                adapters.Add(entry.Name, adapter);
        }

        if (problems.Count == 0)
            return adapters;

        foreach (var adapter in adapters.Values)
            Dispose(adapter);
        throw new InstancesException(problems);
    }

    private IAdapter? Make(InstanceFile file, InstanceEntry entry, List<string> problems)
    {
        var place = $"{file.Path}#/instances/{entry.Name}";
        if (!factories.TryGetValue(entry.Kind, out var factory))
        {
            problems.Add($"{place}/adapter: there is no kind '{entry.Kind}'. There are "
                + $"{string.Join(", ", factories.Keys.Order(StringComparer.Ordinal))}.");
            return null;
        }

        var secrets = new SecretReader(file.Folder, file.Secrets);
        var before = problems.Count;
        problems.AddRange(SchemaText.Check(entry.Settings, factory.SettingsSchema)
            .Select(one => $"{place}/settings{one.Place}: {one.Message}"));
        if (ReadsSecrets)
            CheckSecrets(entry.Settings, secrets, $"{place}/settings", problems);
        var declaration = DeclarationOf(entry, factory, place, problems);
        return problems.Count > before ? null : Create(entry, factory, place, problems, new AdapterSetup(
            entry.Name, entry.Settings, file.Folder, secrets, records(entry.Name))
        {
            Declaration = declaration,
            DeclarationFolder = Path.GetDirectoryName(entry.Declaration) ?? file.Folder,
            Time = time,
        });
    }

    private static JsonElement? DeclarationOf(
        InstanceEntry entry, IAdapterFactory factory, string place, List<string> problems)
    {
        if (entry.Declaration is null)
            return null;
        if (factory.DeclarationSchema is { } schema)
            return SchemaText.ReadFile(entry.Declaration, schema, "", problems);

        problems.Add($"{place}/declaration: adapters of kind '{entry.Kind}' take none. Leave it out.");
        return null;
    }

    private static IAdapter? Create(
        InstanceEntry entry, IAdapterFactory factory, string place, List<string> problems, AdapterSetup setup)
    {
        try
        {
            return factory.Create(setup);
        }
        catch (AdapterSetupException wrong)
        {
            problems.AddRange(wrong.Problems.Select(one => one.Place.StartsWith("/declaration", StringComparison.Ordinal)
                && entry.Declaration is not null
                    ? $"{entry.Declaration}#{one.Place["/declaration".Length..]}: {one.Message}"
                    : $"{place}{one.Place}: {one.Message}"));
        }
        catch (SecretException wrong)
        {
            problems.Add($"{place}/settings: {wrong.Message}");
        }

        return null;
    }

    /// <summary>A secret that is not there now is better found now than by a customer's order.</summary>
    private static void CheckSecrets(JsonElement value, SecretReader secrets, string place, List<string> problems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when IsReference(value):
                try
                {
                    secrets.Read(value);
                }
                catch (SecretException wrong)
                {
                    problems.Add($"{place}: {wrong.Message}");
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    CheckSecrets(member.Value, secrets, $"{place}/{member.Name}", problems);
                break;
            case JsonValueKind.Array:
                for (var index = 0; index < value.GetArrayLength(); index++)
                    CheckSecrets(value[index], secrets, $"{place}/{index}", problems);
                break;
        }
    }

    private static bool IsReference(JsonElement value) =>
        value.GetPropertyCount() == 1
        && value.EnumerateObject().First() is { Value.ValueKind: JsonValueKind.String } only
        && ReferenceKinds.Contains(only.Name, StringComparer.Ordinal);

    private static void Dispose(IAdapter adapter)
    {
        if (adapter is IDisposable here)
            here.Dispose();
        else if (adapter is IAsyncDisposable later)
            later.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
