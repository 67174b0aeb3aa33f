using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Engine.Local.Cases;

namespace Orchestrator.Cli.Local;

/// <summary>What came of cases, as one JSON object.</summary>
internal static class CaseJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(CaseReport report) => new JsonObject
    {
        ["passed"] = report.Passed,
        ["failed"] = report.Failed,
        ["cases"] = new JsonArray([.. report.Cases.Select(Case)]),
        ["problems"] = new JsonArray([.. report.Problems.Select(Problem)]),
        ["coverage"] = new JsonArray([.. report.Coverage.Select(one => Coverage(one.File, one.Reached))]),
    }.ToJsonString(Readable);

    private static JsonObject Case(CaseResult one) => new()
    {
        ["file"] = one.File,
        ["name"] = one.Name,
        ["passed"] = one.HasPassed,
        ["differences"] = Texts(one.Differences),
    };

    private static JsonObject Problem(CaseProblem problem) => new()
    {
        ["file"] = problem.File,
        ["line"] = problem.Found?.Line,
        ["column"] = problem.Found?.Column,
        ["code"] = problem.Found?.Code,
        ["message"] = problem.Message,
    };

    private static JsonObject Coverage(string file, Core.Local.Coverage reached) => new()
    {
        ["file"] = file,
        ["activities"] = Share(reached.Activities, reached.ActivitiesMissed),
        ["branches"] = Share(reached.Branches, reached.BranchesMissed),
        ["compensations"] = Share(reached.Compensations, reached.CompensationsMissed),
    };

    private static JsonObject Share(IReadOnlyList<string> all, IEnumerable<string> missed) => new()
    {
        ["all"] = all.Count,
        ["missed"] = Texts(missed),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
