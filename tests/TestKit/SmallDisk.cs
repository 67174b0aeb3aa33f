using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.TestKit;

/// <summary>
/// A file system with little room, mounted on a temporary folder: for tests that fill a disk. Needs root.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private const int FillMegabytesMax = 64;

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <returns>Null where this user may mount nothing.</returns>
    public static SmallDisk? TryMount(int megabytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(megabytes, FillMegabytesMax);
        if (!OperatingSystem.IsLinux())
            return null;

        var folder = Directory.CreateTempSubdirectory("orchestrator-small-disk-").FullName;
        var options = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder))
            return new SmallDisk(folder);

        Directory.Delete(folder);
        return null;
    }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        // No buffer: what the disk has no room for must fail here, not when the file is closed.
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[1 << 20, 1 << 12, 1])
        {
            try
            {
                for (var written = 0L; written <= FillMegabytesMax << 20; written += size)
                    ballast.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Full, for pieces of this size.
            }
        }
    }

    public void Clear() => File.Delete(Ballast);

    public void Dispose()
    {
        if (Run("umount", "--lazy", Folder))
            Directory.Delete(Folder);
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
