using System.Collections.Frozen;

namespace Orchestrator.Core.Products;

/// <summary>
/// How many decimals an amount of a currency has: what ISO 4217 calls its minor unit. Only those that have not two.
/// </summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> Decimals =
        new (int Digits, string[] Codes)[]
        {
            (0, ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
                "XAF", "XOF", "XPF"]),
            (3, ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
            (4, ["CLF", "UYW"]),
        }.SelectMany(row => row.Codes, (row, code) => KeyValuePair.Create(code, row.Digits))
            .ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="currency">Three upper-case letters; one that is not known counts as having two.</param>
    public static int DecimalsOf(string currency) => Decimals.GetValueOrDefault(currency, 2);
}
