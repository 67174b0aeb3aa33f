using System.Runtime.InteropServices;

namespace Orchestrator.Adapters.Exec;

/// <summary>A program with all that it has started, as the system knows them: by the number of the first.</summary>
internal static class ProcessGroup
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int NoSuchProcess = 3;

    /// <summary>Asks them to end. A program that has not got to having a group of its own yet is told alone.</summary>
    public static void Ask(int id)
    {
        if (SendSignal(-id, Terminate) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess)
            _ = SendSignal(id, Terminate);
    }

    /// <summary>Ends them.</summary>
    public static void End(int id) => _ = SendSignal(-id, Kill);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int id, int signal);
}
