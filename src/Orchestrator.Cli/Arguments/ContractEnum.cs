using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Orchestrator.Cli.Arguments;

/// <summary>
/// The contract's enumerations in words that people type and read: <c>STATE_ROLLING_BACK</c> is <c>rolling-back</c>.
/// The unspecified value has no word.
/// </summary>
internal static class ContractEnum<T>
    where T : struct, Enum
{
    private static readonly IReadOnlyList<(string Word, string Name, T Value)> Values = Read();

    public static IReadOnlyList<string> Words { get; } = [.. Values.Select(value => value.Word)];

    /// <summary>
    /// The word of a value; empty for the unspecified one; the number for one that this program does not know.
    /// </summary>
    public static string Word(T value)
    {
        foreach (var known in Values)
        {
            if (known.Value.Equals(value)) return known.Word;
        }

        return value.Equals(default(T)) ? "" : value.ToString("D");
    }

    /// <summary>Takes the word or the contract's own name, in any case, with dashes or underscores.</summary>
    public static bool TryParse(string text, out T value)
    {
        var wanted = text.Replace('_', '-');
        foreach (var known in Values)
        {
            if (Same(known.Word, wanted) || Same(known.Name.Replace('_', '-'), wanted))
            {
                value = known.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage(
        "Globalization", "CA1308", Justification = "Words are shown in lower case, and not compared by it.")]
    private static List<(string Word, string Name, T Value)> Read()
    {
        var named = typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (
                field.GetCustomAttribute<OriginalNameAttribute>()!.Name,
                Value: (T)field.GetValue(null)!))
            .ToList();
        var prefix = named.Single(value => value.Value.Equals(default(T))).Name.Length - "UNSPECIFIED".Length;
        return [.. named
            .Where(value => !value.Value.Equals(default(T)))
            .Select(value => (value.Name[prefix..].Replace('_', '-').ToLowerInvariant(), value.Name, value.Value))];
    }
}
