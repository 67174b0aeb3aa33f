using Orchestrator.Adapters.Sandbox.Dump;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox;

/// <summary>
/// Prints the sandbox's world so that a person can read it and a test can compare it: sorted, and without what differs
/// by chance.
/// </summary>
public static class SandboxDump
{
    /// <summary>Prints the world of one moment, also while a server writes it.</summary>
    /// <param name="file">The world's file.</param>
    /// <param name="output">Where to.</param>
    /// <param name="json">One JSON object, a member for each table, instead of text.</param>
    /// <param name="calls">With the record of all calls, which holds keys and times.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">The file is not a sandbox's.</exception>
    public static void Write(string file, TextWriter output, bool json, bool calls = false)
    {
        var sections = Snapshot.Of(file, session => Section.ReadAll(session, calls));
        if (json) JsonDump.Write(sections, output);
        else TextDump.Write(sections, output);
    }
}
