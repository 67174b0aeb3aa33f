namespace Notes;

/// <summary>The system that the adapter talks to: a file per customer.</summary>
public sealed class NoteFolder(string folder)
{
    public IEnumerable<string> Customers =>
        Directory.GetFiles(folder, "*.note").Select(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>Null where there is no note.</summary>
    public string? Read(string customer)
    {
        var file = FileOf(customer);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>Null: deletes it.</summary>
    public void Put(string customer, string? text)
    {
        if (text is null)
            File.Delete(FileOf(customer));
        else
            File.WriteAllText(FileOf(customer), text);
    }

    private string FileOf(string customer) => Path.Combine(folder, customer + ".note");
}
