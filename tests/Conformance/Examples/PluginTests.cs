using Orchestrator.Adapters;
using Orchestrator.Engine.Instances;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Examples;

/// <summary>Compiled adapters in a folder.</summary>
public sealed class PluginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("plugins");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plug_in_is_found_with_its_own_dependencies_and_its_instances_work()
    {
        Install("Notes");
        Directory.CreateDirectory(_folder.PathOf("notes"));
        var plugin = Assert.Single(Plugin.LoadAll(_folder.PathOf("plugins")));
        var factory = Assert.Single(plugin.Factories);

        var adapter = new InstanceMaker(
            new Dictionary<string, IAdapterFactory> { [factory.Kind] = factory },
            _ => new MemoryRecords(),
            TimeProvider.System).Make(InstanceFile.Read(_folder.Write("adapters.json", """
                { "instances": { "notes-of-sales": { "adapter": "notes", "settings": { "folder": "notes" } } } }
                """)))["notes-of-sales"];
        var call = new AdapterCall(
            "write-note", System.Text.Json.JsonElement.Parse("""{ "customer": "ada", "text": "Tea." }"""), "a/1/do");
        var answer = await adapter.ExecuteAsync(call, default);

        Assert.IsType<Answer.Succeeded>(answer);
        Assert.Equal("Tea.", File.ReadAllText(_folder.PathOf("notes/ada.note")));
        Assert.Equal(("Notes", Plugin.Contract), (plugin.Name, plugin.ContractVersion));
        Assert.StartsWith("0.1.0", plugin.Version, StringComparison.Ordinal);
        Assert.NotSame(typeof(Notes.NotesAdapter).Assembly, adapter.GetType().Assembly);
        Assert.NotSame(
            typeof(Orchestrator.Adapters.Declared.Template).Assembly,
            System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(adapter.GetType().Assembly)!
                .Assemblies.Single(one => one.GetName().Name == "Orchestrator.Adapters.Declared"));
    }

    [Fact]
    public void What_is_no_plug_in_is_refused_with_all_that_is_wrong()
    {
        Install("Notes");
        File.Move(_folder.PathOf("plugins/Notes/Notes.dll"), _folder.PathOf("plugins/Notes/Other.dll"));
        Directory.CreateDirectory(_folder.PathOf("plugins/Rubbish"));
        File.WriteAllText(_folder.PathOf("plugins/Rubbish/Rubbish.dll"), "This is no assembly.");
        Directory.CreateDirectory(_folder.PathOf("plugins/xunit.assert"));
        File.Copy(typeof(Assert).Assembly.Location, _folder.PathOf("plugins/xunit.assert/xunit.assert.dll"));

        var problems = Assert.Throws<InstancesException>(() => Plugin.LoadAll(_folder.PathOf("plugins"))).Problems;

        Assert.Equal(3, problems.Count);
        Assert.EndsWith(
            "plugins/Notes/Notes.dll: there is no such file. A plug-in's folder and assembly have the same name.",
            problems[0],
            StringComparison.Ordinal);
        Assert.Contains("plugins/Rubbish/Rubbish.dll: it cannot be loaded: ", problems[1], StringComparison.Ordinal);
        Assert.EndsWith(
            "it cannot be loaded: It was not built with Orchestrator.Adapters.Abstractions.",
            problems[2],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_plug_ins_that_is_not_there_is_said() => Assert.Contains(
        "there is no such folder of plug-ins",
        Assert.Throws<InstancesException>(() => Plugin.LoadAll(_folder.PathOf("nowhere"))).Message,
        StringComparison.Ordinal);

    /// <summary>As an operator does: the folder that the build made.</summary>
    private void Install(string name)
    {
        var built = Path.GetDirectoryName(typeof(Notes.NotesAdapter).Assembly.Location)!;
        var target = _folder.PathOf($"plugins/{name}");
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(BuiltExample(name)))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        Assert.NotEqual(built, target);
    }

    private static string BuiltExample(string name)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = here.Parent!.Name;
        while (!File.Exists(Path.Combine(here.FullName, "Orchestrator.sln")))
            here = here.Parent!;
        return Path.Combine(
            here.FullName, "adapters", "examples", "csharp", name, "bin", configuration, AppContext.BaseDirectory
                .TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^1]);
    }
}
