namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>The server as it was built together with these tests.</summary>
internal static class BuiltServer
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>
    /// The server's own output folder: it runs with its own dependencies, not with those of the tests. Or the one that
    /// ORCHESTRATOR_TEST_SERVER names, compiled ahead as it is in the image: it starts in half the time.
    /// </summary>
    public static string Assembly { get; } = Environment.GetEnvironmentVariable("ORCHESTRATOR_TEST_SERVER")
        ?? FindAssembly("Orchestrator.Server", "Orchestrator.Server.dll");

    /// <summary>The command line, in its own output folder.</summary>
    public static string CommandLine { get; } = FindAssembly("Orchestrator.Cli", "orchestrator.dll");

    /// <summary>The folder of the definitions that the tests bring along.</summary>
    public static string TestWorkflows { get; } = Path.Combine(Repository, "tests", "EndToEnd", "Workflows");

    /// <summary>The products and workflows that are delivered with the server.</summary>
    public static string Workflows { get; } = Path.Combine(Repository, "workflows");

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not in the repository.");
    }

    private static string FindAssembly(string project, string file)
    {
        // bin/{configuration}/{framework}/, in the tests' project as in the server's.
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var assembly = Path.Combine(
            Repository, "src", project, "bin", framework.Parent!.Name, framework.Name, file);
        return File.Exists(assembly) ? assembly : throw new FileNotFoundException($"{assembly} is not built.");
    }
}
