using Orchestrator.Adapters;
using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Local;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Definitions in a few words, and what they do. Texts have ' in place of ".</summary>
internal static class Flow
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, IAdapter> NoAdapters = [];

    /// <summary>Runs a definition.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="more">Other members of the definition.</param>
    /// <param name="tokens">Whether flowcharts move tokens.</param>
    /// <param name="others">Definitions that it uses.</param>
    public static LocalResult Run(string root, string more = "", bool tokens = false, params string[] others) =>
        RunWith([], root, more, tokens, others);

    /// <summary>The same, given signals that are awaited.</summary>
    public static LocalResult RunWith(
        (string Name, Value Payload)[] signals,
        string root,
        string more = "",
        bool tokens = false,
        params string[] others)
    {
        var workflows = Read(tolerant: true, root, more, tokens, others);
        Assert.DoesNotContain(workflows.Problems, problem => problem.Found.Severity == Severity.Error);
        var given = new LocalSignals(signals, leavesWaiting: signals.Length > 0);
        return new LocalRunner(workflows.Plans, new LocalAdapters(NoAdapters), given, Noon).Run(Value.EmptyObject);
    }

    public static LocalWorkflows Read(
        bool tolerant, string root, string more = "", bool tokens = false, params string[] others)
    {
        var options = new WorkflowReaderOptions(new AdapterRegistry(NoAdapters), LocalWorkflows.Languages)
        {
            IsTolerant = tolerant,
            FlowchartsMoveTokens = tokens,
        };
        string[] documents = [$"{{'definitionId': 'main', {more} 'root': {root}}}", .. others];
        return LocalWorkflows.Read(
            [.. documents.Select(document => new LocalDocument("test", document.Replace('\'', '"')))], options);
    }

    public static string Line(string id) => $"{{'type': 'Elsa.WriteLine', 'id': '{id}', 'text': '{id}'}}";

    public static string Says(string script) =>
        $"{{'type': 'Elsa.WriteLine', 'text': {Script(script)}}}";

    public static string Script(string text) =>
        $"{{'typeName': 'Object', 'expression': {{'type': 'JavaScript', 'value': '{text}'}}}}";

    public static string Sequence(params string[] activities) =>
        $"{{'type': 'Elsa.Sequence', 'activities': [{string.Join(", ", activities)}]}}";

    public static string Parallel(params string[] activities) =>
        $"{{'type': 'Elsa.Parallel', 'activities': [{string.Join(", ", activities)}]}}";

    public static string Activity(string type, string id, string properties = "") =>
        $"{{'type': 'Elsa.{type}', 'id': '{id}'{(properties.Length > 0 ? ", " : "")}{properties}}}";

    /// <summary>A flowchart.</summary>
    /// <param name="connections">As <c>a-b</c> or <c>a.Port-b</c>, with blanks between them.</param>
    /// <param name="activities">The activities.</param>
    public static string Chart(string connections, params string[] activities)
    {
        var drawn = connections.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(connection =>
        {
            var ends = connection.Split('-');
            var source = ends[0].Split('.');
            return $"{{'source': {{'activity': '{source[0]}', 'port': '{(source.Length > 1 ? source[1] : "Done")}'}}, "
                + $"'target': {{'activity': '{ends[1]}'}}}}";
        });
        return $"{{'type': 'Elsa.Flowchart', 'activities': [{string.Join(", ", activities)}], "
            + $"'connections': [{string.Join(", ", drawn)}]}}";
    }

    /// <summary>Lines and status in one text.</summary>
    public static string Told(this LocalResult result) =>
        $"{string.Join(' ', result.Lines)} {result.Status}".TrimStart();

    public static IEnumerable<string> Failures(this LocalResult result) =>
        result.Incidents.Select(incident => $"{incident.Activity}: {incident.Message}");

    public static IEnumerable<T> Events<T>(this LocalResult result)
        where T : SagaEvent => result.History.SelectMany(transition => transition.Events).OfType<T>();
}
