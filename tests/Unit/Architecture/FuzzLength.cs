using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Orchestrator.Tests.Unit.Architecture;

/// <summary>
/// How often the tests with dice try: ORCHESTRATOR_FUZZ_TIMES (1) times what they try with every build.
/// </summary>
internal static class FuzzLength
{
    public static int Times { get; } =
        Environment.GetEnvironmentVariable("ORCHESTRATOR_FUZZ_TIMES") is { Length: > 0 } times
            ? int.Parse(times, CultureInfo.InvariantCulture)
            : 1;

    /// <summary>After so long one of them hangs.</summary>
    public static TimeSpan Hangs { get; } = TimeSpan.FromMinutes(5) * Times;

    /// <summary>Numbers from all there are: those that the library makes by itself are small, and repeat.</summary>
    public static Gen<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1);
}
