using System.Text.Json;

namespace Orchestrator.Adapters;

/// <summary>What an adapter is made of.</summary>
/// <param name="Instance">The operator's name of the instance: <c>router-north</c>.</param>
/// <param name="Settings">A JSON object that fits the factory's schema.</param>
/// <param name="Folder">The folder of the configuration, a whole path: relative paths in it start there.</param>
/// <param name="Secrets">Reads what the settings refer to.</param>
/// <param name="Records">Kept for this instance alone.</param>
public sealed record AdapterSetup(
    string Instance, JsonElement Settings, string Folder, SecretReader Secrets, IAdapterRecords Records)
{
    /// <summary>The declaration of the instance's operations, a JSON object; null where none was given.</summary>
    public JsonElement? Declaration { get; init; }

    /// <summary>The folder of the declaration, a whole path: relative paths in it start there.</summary>
    public string DeclarationFolder { get; init; } = Folder;

    /// <summary>The clock to use.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What was configured cannot be used.</summary>
/// <param name="problems">All that is wrong, at least one.</param>
public sealed class AdapterSetupException(IReadOnlyList<SetupProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One thing is wrong.</summary>
    public AdapterSetupException(string place, string message)
        : this([new SetupProblem(place, message)])
    {
    }

    /// <summary>All that is wrong, at least one.</summary>
    public IReadOnlyList<SetupProblem> Problems { get; } = problems;
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Place">
/// A JSON pointer into what was configured, which begins with <c>/settings</c> or <c>/declaration</c>.
/// </param>
/// <param name="Message">What is wrong, and what to do. No secrets.</param>
public sealed record SetupProblem(string Place, string Message)
{
    /// <summary>Place and message in one line.</summary>
    public override string ToString() => $"{Place}: {Message}";
}
