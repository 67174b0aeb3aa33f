using Orchestrator.Adapters;

namespace Notes;

/// <summary>What the host finds: makes adapters of the kind <c>notes</c> from an operator's settings.</summary>
public sealed class NotesAdapterFactory : IAdapterFactory
{
    public string Kind => "notes";

    public string SettingsSchema => """
        { "type": "object", "required": ["folder"], "additionalProperties": false, "properties": {
          "folder": { "type": "string", "minLength": 1, "description": "Where the notes are kept; relative to the file of instances." } } }
        """;

    public IAdapter Create(AdapterSetup setup)
    {
        var folder = Path.GetFullPath(setup.Settings.GetProperty("folder").GetString()!, setup.Folder);
        if (!Directory.Exists(folder))
            throw new AdapterSetupException("/settings/folder", $"There is no folder {folder}. Make it.");

        return new NotesAdapter(new NoteFolder(folder), setup.Records, setup.Time);
    }
}
