using System.Collections.Concurrent;
using System.Text;

namespace Orchestrator.Engine.Analysis;

/// <summary>Enumerations as the API writes them: InPerson is IN_PERSON; nothing said is empty.</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    public static string Of(Enum value) => Known.GetOrAdd(value, static value => Write(value.ToString()));

    private static string Write(string name)
    {
        if (name == "Unspecified")
            return "";

        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToUpperInvariant(character));
        }

        return text.ToString();
    }
}
