using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>
/// How long to try, and with which numbers: ORCHESTRATOR_FUZZ_SECONDS (8) is spread over all kinds of input,
/// ORCHESTRATOR_SEED repeats them.
/// </summary>
internal static class FuzzBudget
{
    private const int Kinds = 4;
    private const int Workers = 4;

    public static int Seed { get; } = Setting("ORCHESTRATOR_SEED", Random.Shared.Next());

    private static TimeSpan Each { get; } = TimeSpan.FromSeconds(Setting("ORCHESTRATOR_FUZZ_SECONDS", 8)) / Kinds;

    /// <summary>
    /// Runs cases side by side until the time is over; each has a number, and dice that its number decides.
    /// </summary>
    /// <returns>How many were run.</returns>
    public static async Task<int> SpendAsync(int kind, Func<int, Random, Task> run)
    {
        var number = 0;
        var spent = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async _ =>
        {
            while (spent.Elapsed < Each)
            {
                var mine = Interlocked.Increment(ref number);
                await run(mine, new Random(HashCode(kind, mine)));
            }
        }));
        return number;
    }

    // Of our own: the library's differs from process to process.
    private static int HashCode(int kind, int number) => unchecked((((Seed * 31) + kind) * 486_187_739) + number);

    private static int Setting(string variable, int standard) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : standard;
}
