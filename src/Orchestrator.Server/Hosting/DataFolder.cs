using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>
/// The data folder, taken by this process until it is disposed of, or the process ends, however that comes.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "server.lock";
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="SettingsException">It cannot be written to, or another server has it.</exception>
    public static DataFolder Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The data folder {path} cannot be made: {failure.Message}");
        }

        var file = System.IO.Path.Combine(path, LockFile);
        try
        {
            // The operating system lets go of it when the process ends, so that no lock outlives its owner.
            return new DataFolder(
                path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new SettingsException($"The data folder {path} cannot be written to: {failure.Message}");
        }
        catch (IOException failure)
        {
            throw new SettingsException(File.Exists(file)
                ? $"Another server works on the data folder {path}. Stop it, or give --data another folder."
                : $"The data folder {path} cannot be written to: {failure.Message}");
        }
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();
}
