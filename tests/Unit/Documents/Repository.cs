namespace Orchestrator.Tests.Unit.Documents;

/// <summary>The files of the repository that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string FindRoot(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Orchestrator.sln")))
                return folder;
        }

        throw new InvalidOperationException($"There is no Orchestrator.sln above {start}.");
    }
}
