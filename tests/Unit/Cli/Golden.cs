namespace Orchestrator.Tests.Unit.Cli;

/// <summary>Pages as people see them, in files beside the tests, where they can be read and reviewed.</summary>
internal static class Golden
{
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Cli", "Samples", name);

    /// <summary>Holds a page against its file; a page that differs is shown whole.</summary>
    public static void AssertSame(string name, string actual)
    {
        var expected = global::System.IO.File.Exists(File(name)) ? global::System.IO.File.ReadAllText(File(name)) : "";
        if (expected.TrimEnd('\n') == actual.TrimEnd('\n')) return;

        Assert.Fail($"This is not tests/Unit/Cli/Samples/{name}:\n<<<{name}\n{actual}\n>>>");
    }
}
