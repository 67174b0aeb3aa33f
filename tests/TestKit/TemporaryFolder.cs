namespace Orchestrator.TestKit;

/// <summary>
/// A folder of a test's own in the machine's temporary folder; gone with all that is in it when it is disposed of.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private bool _isGone;

    /// <summary>Makes it, empty.</summary>
    /// <param name="purpose">What its name begins with, for whoever finds it while a test runs.</param>
    public TemporaryFolder(string purpose) =>
        Path = Directory.CreateTempSubdirectory($"orchestrator-{purpose}-").FullName;

    public string Path { get; }

    /// <summary>The path of something in it, which need not be there.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A file in it.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public void Dispose()
    {
        if (_isGone)
            return;

        _isGone = true;
        Directory.Delete(Path, recursive: true);
    }
}
