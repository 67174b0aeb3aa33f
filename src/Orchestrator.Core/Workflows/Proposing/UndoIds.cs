using System.Globalization;

namespace Orchestrator.Core.Workflows.Proposing;

/// <summary>Ids that are there once.</summary>
internal sealed class UndoIds
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Take(string wished)
    {
        var id = string.Concat(wished.Select(letter =>
            char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        for (var number = 2; !_taken.Add(id); number++)
            id = string.Create(CultureInfo.InvariantCulture, $"{wished}-{number}");
        return id;
    }

    /// <summary>An id as a name of an input: which-number becomes whichNumber.</summary>
    public static string Plain(string id)
    {
        var parts = id.Split('-', '/', ' ', '.').Where(part => part.Length > 0).ToArray();
        return parts[0] + string.Concat(parts[1..].Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
