using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Phone;

/// <summary>A number in the form of E.164, and its place in the exchange's own pool where it has one.</summary>
/// <param name="Text">With the plus sign.</param>
/// <param name="Place">From 0; null for a number of another operator.</param>
internal sealed partial record PhoneNumber(string Text, long? Place)
{
    /// <summary>The name of the exchange's pool. +999 is no country's code: nobody's telephone rings.</summary>
    public const string Pool = "own";

    public const long PlaceMax = 99_999_999;

    private const string Prefix = "+9991";

    public static PhoneNumber At(long place) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{place:D8}"), place);

    public static PhoneNumber Parse(string text)
    {
        if (!Form().IsMatch(text))
        {
            throw new RefusedException(
                "NUMBER_INVALID", $"'{text}' is no telephone number. Write it as +4930123456 (E.164).");
        }

        var isOwn = text.Length == Prefix.Length + 8 && text.StartsWith(Prefix, StringComparison.Ordinal);
        return isOwn
            ? new PhoneNumber(text, long.Parse(text.AsSpan(Prefix.Length), CultureInfo.InvariantCulture))
            : new PhoneNumber(text, null);
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
