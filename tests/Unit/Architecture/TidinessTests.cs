using System.Text.RegularExpressions;

namespace Orchestrator.Tests.Unit.Architecture;

/// <summary>The style, executed.</summary>
public sealed partial class TidinessTests
{
    private static readonly string[] Places = ["src", "adapters", "bench"];

    [Fact]
    public void No_file_is_longer_than_a_reader_bears()
    {
        var tooLong = Repository.Sources(Places)
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 300);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Nothing_is_named_after_what_could_be_anything()
    {
        var vague = Repository.Sources(Places)
            .Select(Repository.Relative)
            .Where(file => VagueName().IsMatch(file) && !file.StartsWith("src/grpc/", StringComparison.Ordinal));

        Assert.Empty(vague);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var postponed = Repository.Sources([.. Places, "tests"])
            .Where(file => !file.EndsWith("TidinessTests.cs", StringComparison.Ordinal))
            // The contract assemblies throw NotImplementedException where their contract says so.
            .Where(file => !Repository.Relative(file).StartsWith("src/grpc/", StringComparison.Ordinal)
                && !Repository.Relative(file).StartsWith("tests/Unit/Grpc/", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Where(line => Postponed().IsMatch(line)).Select(
                line => $"{Repository.Relative(file)}: {line.Trim()}"));

        Assert.Empty(postponed);
    }

    /// <summary>
    /// A database that runs beside the tests, and a file system of its own, are cleared away by what makes them.
    /// </summary>
    [Fact]
    public void Tests_make_temporary_folders_in_the_one_way_that_clears_them_away()
    {
        var makers = Repository.Sources("tests").Where(file => TemporaryPlace().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);

        Assert.Equal(
            ["tests/TestKit/PostgresServer.cs", "tests/TestKit/SmallDisk.cs", "tests/TestKit/TemporaryFolder.cs"],
            makers);
    }

    [GeneratedRegex(
        @"(^|/)(Common|Shared|Utils?|Helpers?|Managers?|Models?|Interfaces)(/|\.cs$)|(Helper|Manager|Util)s?\.cs$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|Thread\.Sleep|Skip\s*=\s*""")]
    private static partial Regex Postponed();

    [GeneratedRegex(@"\b(CreateTempSubdirectory|GetTempFileName|GetTempPath)\(")]
    private static partial Regex TemporaryPlace();
}
