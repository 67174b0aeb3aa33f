using System.Text;
using System.Text.Json;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Definitions;

/// <summary>The published definitions that other definitions use as activities.</summary>
/// <param name="store">Where they are.</param>
public sealed class PublishedParts(IWorkflowStore store)
{
    private const int Page = 500;

    /// <summary>
    /// Reads something that may use published definitions: again and again, until every one that it asks for has been
    /// looked up, for reading does not wait.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public async Task<T> ReadAsync<T>(Func<IDefinitionCatalog, T> read, CancellationToken cancellation)
    {
        var known = new KnownParts();
        while (true)
        {
            var result = read(known);
            if (known.TakeMissing() is not { Count: > 0 } missing)
                return result;

            foreach (var asked in missing)
                known.Add(asked, await FindAsync(asked, cancellation).ConfigureAwait(false));
        }
    }

    private async Task<PublishedDefinition?> FindAsync(object asked, CancellationToken cancellation)
    {
        var stored = asked switch
        {
            WorkflowId id => await store.FindAsync(id.Definition, id.Version, cancellation).ConfigureAwait(false),
            DefinitionReference { DefinitionId: { } id } it =>
                await OfVersionIdAsync(id, it.VersionId, cancellation).ConfigureAwait(false)
                ?? await store.FindAsync(id, 0, cancellation).ConfigureAwait(false)
                ?? await LatestAsync(id, cancellation).ConfigureAwait(false)
                ?? await OfTypeAsync(it.TypeName, cancellation).ConfigureAwait(false),
            DefinitionReference it => await OfTypeAsync(it.TypeName, cancellation).ConfigureAwait(false),
            _ => null,
        };
        return stored is null
            ? null
            : new(new WorkflowId(stored.Definition, stored.Version), Encoding.UTF8.GetBytes(stored.Content));
    }

    /// <summary>The latest version though all are retired: what uses it was published, and goes on to run.</summary>
    private async Task<StoredWorkflow?> LatestAsync(string definition, CancellationToken cancellation)
    {
        var page = await store.ListAsync(allVersions: true, (definition, int.MaxValue), 1, cancellation)
            .ConfigureAwait(false);
        return page.FirstOrDefault(one => one.Definition == definition);
    }

    /// <summary>The version that says it has the id which Elsa gives to each.</summary>
    private async Task<StoredWorkflow?> OfVersionIdAsync(
        string definition, string? versionId, CancellationToken cancellation)
    {
        if (versionId is null)
            return null;

        var after = (definition, int.MaxValue);
        while (true)
        {
            var page = await store.ListAsync(allVersions: true, after, Page, cancellation).ConfigureAwait(false);
            var own = page.TakeWhile(one => one.Definition == definition).ToArray();
            if (Array.Find(own, one => Says(one, "id", versionId)) is { } found)
                return found;
            if (own.Length < Page)
                return null;

            after = (definition, own[^1].Version);
        }
    }

    /// <summary>The definition of that name which says that it may be used as an activity.</summary>
    private async Task<StoredWorkflow?> OfTypeAsync(string typeName, CancellationToken cancellation)
    {
        (string, int)? after = null;
        while (!typeName.Contains('.', StringComparison.Ordinal))
        {
            var page = await store.ListAsync(allVersions: false, after, Page, cancellation).ConfigureAwait(false);
            var found = page.FirstOrDefault(one =>
                !one.IsRetired
                    && DefinitionReference.TypeNameOf(one.DisplayName) == typeName
                    && IsUsableAsActivity(one));
            if (found is not null || page.Count < Page)
                return found;

            after = (page[^1].Definition, page[^1].Version);
        }

        return null;
    }

    private static bool Says(StoredWorkflow stored, string name, string value)
    {
        using var document = JsonDocument.Parse(stored.Content);
        return document.RootElement.TryGetProperty(name, out var found)
            && found.ValueKind == JsonValueKind.String
            && found.ValueEquals(value);
    }

    private static bool IsUsableAsActivity(StoredWorkflow stored)
    {
        using var document = JsonDocument.Parse(stored.Content);
        return document.RootElement.TryGetProperty("options", out var options)
            && options.ValueKind == JsonValueKind.Object
            && options.TryGetProperty("usableAsActivity", out var usable)
            && usable.ValueKind == JsonValueKind.True;
    }
}
