using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Expressions;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>Whatever is given to it, the reader gives a plan or says what is wrong, and the same every time.</summary>
public sealed class ReaderFuzzTests
{
    private static readonly WorkflowReaderOptions Options = new(new TestCatalog(), ScriptLanguages.All);

    /// <summary>Those of the repository, and the examples of the pages, wrong and right.</summary>
    private static readonly string[] Real =
    [
        .. Directory.GetFiles(Repository.PathOf("workflows"), "*provision.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
        .. DiagnosticCodes.All.Select(code => code.Code).Where(code => code is not ("WF001" or "WF002"))
            .Select(CodePage.Read).SelectMany(page => new[] { page.Wrong, page.Right }),
    ];

    [Fact]
    public async Task Random_bytes_are_read_or_refused() => await Try(
        ArbMap.Default.GeneratorFor<byte[]>(), bytes => Holds(bytes), tries: 1_000);

    [Fact]
    public async Task Random_json_in_the_words_of_definitions_is_read_or_refused() => await Try(
        FuzzLength.Seeds, seed => Holds(RandomJson.Definition(new Random(seed))), tries: 500);

    [Fact]
    public async Task Real_definitions_with_some_bytes_changed_are_read_or_refused() =>
        await Try(Mutations, mutations =>
    {
        var bytes = Encoding.UTF8.GetBytes(Real[mutations.Length == 0 ? 0 : Index(mutations[0], Real.Length)]).ToList();
        foreach (var mutation in mutations)
        {
            var place = Index(mutation, bytes.Count);
            switch (Index(mutation / 7, 3))
            {
                case 0:
                    bytes[place] = (byte)(mutation / 11);
                    break;
                case 1 when bytes.Count > 1:
                    bytes.RemoveAt(place);
                    break;
                default:
                    bytes.Insert(place, (byte)"{}[]\",:\\0-x"[Index(mutation / 13, 11)]);
                    break;
            }
        }

        Holds([.. bytes]);
    });

    [Fact]
    public async Task Real_definitions_with_parts_taken_away_exchanged_or_made_up_are_read_or_refused_however_they_are_laid_out() => await Try(Mutations, mutations =>
    {
        var document = JsonNode.Parse(Real[mutations.Length == 0 ? 0 : Index(mutations[0], Real.Length)])!;
        foreach (var mutation in mutations)
            RandomJson.Mutate(document, new Random(mutation));

        var wide = Holds(Encoding.UTF8.GetBytes(document.ToJsonString(new() { WriteIndented = true })));
        var narrow = Holds(Encoding.UTF8.GetBytes(document.ToJsonString()));

        Assert.Equal(
            narrow.Diagnostics.Select(Placeless).Order(StringComparer.Ordinal),
            wide.Diagnostics.Select(Placeless).Order(StringComparer.Ordinal));
        Assert.Equal(Shape(narrow), Shape(wide));
    });

    private static Gen<int[]> Mutations => FuzzLength.Seeds.ArrayOf();

    private static int Index(int mutation, int count) => (int)((uint)mutation % (uint)count);

    /// <summary>The cases run beside the test, so that one that never ends fails it.</summary>
    private static async Task Try<T>(Gen<T> cases, Action<T> holds, int tries = 150) => await Task.Run(() =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(tries * FuzzLength.Times)))
        .WaitAsync(FuzzLength.Hangs);

    private static ReadResult Holds(byte[] content)
    {
        var result = WorkflowReader.Read(content, Options, 1);

        Assert.Equal(result.Plan is null, result.Diagnostics.Any(problem => problem.Severity == Severity.Error));
        Assert.All(
            result.Diagnostics,
            problem => Assert.True(problem is { Line: > 0, Column: > 0, Message.Length: > 10 }, $"{problem}"));
        Assert.Equal(
            result.Diagnostics.Select(problem => (problem.Line, problem.Column)).Order(),
            result.Diagnostics.Select(problem => (problem.Line, problem.Column)));
        Assert.Equal(result.Diagnostics.AsEnumerable(), WorkflowReader.Read(content, Options, 1).Diagnostics);
        return result;
    }

    private static string Placeless(Diagnostic problem) => $"{problem.Pointer} {problem.Code} {problem.Message}";

    private static string? Shape(ReadResult result) =>
        result.Plan is { } plan ? string.Join('\n', plan.Activities.Select(activity => $"{activity.Header}")) : null;
}
