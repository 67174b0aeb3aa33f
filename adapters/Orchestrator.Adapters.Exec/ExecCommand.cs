using System.Diagnostics;
using System.Text.Json;

namespace Orchestrator.Adapters.Exec;

/// <summary>
/// A program with its arguments, as the operator wrote them: nothing of a call becomes part of a command.
/// </summary>
internal sealed record ExecCommand(string Program, IReadOnlyList<string> Arguments, string Folder)
{
    private const string SetSid = "/usr/bin/setsid";

    /// <summary>Values that are no secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>References to values that are.</summary>
    public IReadOnlyDictionary<string, JsonElement> Secrets { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The environment holds nothing of the server's own, which may be secret.</summary>
    /// <exception cref="SecretException">A secret cannot be had.</exception>
    public ProcessStartInfo Start(SecretReader reader, out IReadOnlyList<string> secrets)
    {
        var start = new ProcessStartInfo(SetSid, [Program, .. Arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        var read = Secrets.ToDictionary(secret => secret.Key, secret => reader.Read(secret.Value));
        foreach (var (name, value) in read)
            start.Environment[name] = value;
        secrets = [.. read.Values];
        return start;
    }

    /// <summary>Reads a command; what it does not say is as the whole operation has it.</summary>
    public static ExecCommand Read(
        JsonElement json, string place, AdapterSetup setup, ExecCommand? whole, List<SetupProblem> problems)
    {
        var program = Text(json, "program") is { } name ? Path.GetFullPath(name, setup.DeclarationFolder) : whole?.Program;
        var folder = Text(json, "workingFolder") is { } given
            ? Path.GetFullPath(given, setup.DeclarationFolder)
            : whole?.Folder ?? setup.DeclarationFolder;
        if (program is null || !CanBeRun(program))
            problems.Add(new($"{place}/program", $"'{program}' is no program that may be run. Name one by its path."));
        if (!Directory.Exists(folder))
            problems.Add(new($"{place}/workingFolder", $"There is no folder '{folder}'."));
        if (!File.Exists(SetSid))
            problems.Add(new($"{place}/program", $"{SetSid} is not there, which programs are started by (util-linux)."));

        var environment = json.TryGetProperty("environment", out var values) ? values.EnumerateObject().ToList() : [];
        var command = new ExecCommand(program ?? "", Texts(json, "arguments") ?? whole?.Arguments ?? [], folder)
        {
            Environment = environment.Where(value => value.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(value => value.Name, value => value.Value.GetString()!),
            Secrets = environment.Where(value => value.Value.ValueKind == JsonValueKind.Object)
                .ToDictionary(value => value.Name, value => value.Value),
        };
        foreach (var (secret, reference) in command.Secrets)
            Try($"{place}/environment/{secret}", reference, setup, problems);
        return whole is null || json.TryGetProperty("environment", out _)
            ? command
            : command with { Environment = whole.Environment, Secrets = whole.Secrets };
    }

    private static void Try(string place, JsonElement reference, AdapterSetup setup, List<SetupProblem> problems)
    {
        try
        {
            setup.Secrets.Read(reference);
        }
        catch (SecretException wrong)
        {
            problems.Add(new(place, wrong.Message));
        }
    }

    private static bool CanBeRun(string program) =>
        File.Exists(program) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(program)
            & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string>? Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : null;
}
