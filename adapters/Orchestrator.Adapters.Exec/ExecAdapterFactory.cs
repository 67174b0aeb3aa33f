using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Exec;

/// <summary>Makes adapters of programs that the operator declared.</summary>
public sealed class ExecAdapterFactory : IAdapterFactory
{
    internal const string KindName = "exec";

    private const int OutputBytesMax = 1024 * 1024;
    private const int GraceSeconds = 5;

    public string Kind => KindName;

    public string SettingsSchema => ExecSchemas.Settings;

    public string DeclarationSchema => ExecSchemas.Declaration;

    public IAdapter Create(AdapterSetup setup)
    {
        if (setup.Declaration is not { } declaration)
            throw new AdapterSetupException("/declaration", "There is none: it says which programs may be run.");

        var problems = new List<SetupProblem>();
        var declared = DeclaredOperation.ReadAll(
            declaration, body => body.TryGetProperty("read", out _), body => body.TryGetProperty("preview", out _));
        var operations = declared.ToDictionary(
            operation => operation.Description.Name,
            operation => new ExecOperation(operation, setup, problems),
            StringComparer.Ordinal);
        var list = declaration.TryGetProperty("list", out var command)
            ? ExecCommand.Read(command, "/declaration/list", setup, null, problems)
            : null;
        var run = new ProgramRun(
            Number(setup, "outputBytesMax", OutputBytesMax),
            TimeSpan.FromSeconds(Number(setup, "graceSeconds", GraceSeconds)));
        return problems.Count == 0
            ? new ExecAdapter(
                [.. declared.Select(operation => operation.Description)], operations, list, run, setup.Secrets)
            : throw new AdapterSetupException(problems);
    }

    private static int Number(AdapterSetup setup, string name, int otherwise) =>
        setup.Settings.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : otherwise;
}
