using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>What an operator's shell sends to a process; .NET itself can only kill.</summary>
internal static class Signals
{
    private const int Terminate = 15;

    /// <summary>SIGTERM: to end, and to take the time to end well.</summary>
    public static void SendTerminate(Process process)
    {
        if (Kill(process.Id, Terminate) != 0)
            throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
