namespace Orchestrator.Core.Workflows.Reading;

/// <summary>The definitions that activities of other definitions may stand for.</summary>
public interface IDefinitionCatalog
{
    /// <summary>
    /// The version that an activity means: of its version id, else the published one of its definition id, else the
    /// published one whose name it has as its type. Null where there is none.
    /// </summary>
    PublishedDefinition? Find(DefinitionReference reference);

    /// <summary>One version; null where there is none such.</summary>
    PublishedDefinition? Find(WorkflowId id);
}

/// <summary>How an activity names the definition that it stands for.</summary>
/// <param name="TypeName">Its type: the definition's name in PascalCase.</param>
/// <param name="DefinitionId">Null where it gives none.</param>
/// <param name="VersionId">What Elsa calls the id of one version; null where it gives none.</param>
public sealed record DefinitionReference(string TypeName, string? DefinitionId, string? VersionId)
{
    /// <summary>Equal where the same is named.</summary>
    public string Key => $"{TypeName}|{DefinitionId}|{VersionId}";

    public override string ToString() => DefinitionId ?? VersionId ?? TypeName;

    /// <summary>The type that activities have which stand for a definition of a name.</summary>
    public static string TypeNameOf(string name)
    {
        var result = new System.Text.StringBuilder(name.Length);
        var starts = true;
        foreach (var letter in name)
        {
            if (letter is ' ' or '_' or '\t')
            {
                starts = true;
                continue;
            }

            result.Append(starts ? char.ToUpperInvariant(letter) : letter);
            starts = letter == '-';
        }

        return result.ToString();
    }
}

/// <summary>A version of a definition.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Content">The document, as UTF-8.</param>
public sealed record PublishedDefinition(WorkflowId Id, ReadOnlyMemory<byte> Content);
