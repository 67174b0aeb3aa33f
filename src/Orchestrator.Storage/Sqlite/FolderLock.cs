using Orchestrator.Engine.Ports;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// The file orchestrator.lock in the data folder, held open and locked by the process that owns the folder; the system
/// lets go of it when that process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="ShardsOwnedException">Another process holds it.</exception>
    public static FolderLock Take(string folder) => TryTake(folder) ?? throw new ShardsOwnedException(
        $"The data folder {folder} is in use by another Orchestrator. Stop that one, or start this one with another "
            + "folder: --data DIR.");

    /// <summary>Null where another process holds it.</summary>
    public static FolderLock? TryTake(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(
                Path.Combine(folder, "orchestrator.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None));
        }
        catch (IOException held) when (IsHeld(held))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>EAGAIN of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsHeld(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);
}
