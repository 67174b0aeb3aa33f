using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>What an operator's shell sends to a process; .NET itself can only kill.</summary>
internal static class Signals
{
    private const int Terminate = 15;
    private const int Stop = 19;
    private const int Continue = 18;

    /// <summary>SIGTERM: to end, and to take the time to end well.</summary>
    public static void SendTerminate(Process process)
    {
        if (Kill(process.Id, Terminate) != 0)
            throw new Win32Exception();
    }

    /// <summary>SIGSTOP: it stands still where it is, and knows nothing of it.</summary>
    public static void SendStop(Process process)
    {
        if (Kill(process.Id, Stop) != 0)
            throw new Win32Exception();
    }

    /// <summary>SIGCONT: it goes on where it stood.</summary>
    public static void SendContinue(Process process)
    {
        if (Kill(process.Id, Continue) != 0)
            throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
