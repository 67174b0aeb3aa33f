namespace Orchestrator.Tests.Unit.Workflows.Checks;

/// <summary>
/// Definitions of any shape, with what is literal in them chosen by chance: which branch is taken, how many rounds
/// there are.
/// </summary>
internal sealed class RandomFlow(int seed)
{
    private readonly Random _random = new(seed);
    private int _ids;

    public string Json => Definitions.WithRoot(
        seed % 2 == 0 ? Flowchart(2) : Write("Elsa.Sequence", $"'activities': [{Some(4)}, {Flowchart(2)}, {Step()}]"));

    private string Activity(int depth) => _random.Next(depth == 0 ? 3 : 12) switch
    {
        0 or 1 => Step(),
        2 => _random.Next(6) == 0 ? Write("Elsa.Finish") : Step(),
        3 or 4 => Write("Elsa.Sequence", $"'activities': [{Some(depth)}]"),
        5 => Write("Elsa.Parallel", $"'activities': [{Some(depth)}]"),
        6 => Write("Elsa.If", $"'condition': {Chance}, 'then': {Activity(depth - 1)}" + (_random.Next(2) == 0 ? "" : $", 'else': {Activity(depth - 1)}")),
        7 => Write("Elsa.Switch", $"'mode': '{(_random.Next(2) == 0 ? "MatchAny" : "MatchFirst")}', 'cases': "
            + $"[{Case(depth)}, {Case(depth)}], 'default': {Activity(depth - 1)}"),
        8 => Write("Elsa.ForEach", $"'items': {Items}, 'body': {Activity(depth - 1)}"),
        9 => Write("Elsa.ParallelForEach", $"'items': {Items}, 'body': {Activity(depth - 1)}"),
        _ => Flowchart(depth),
    };

    private string Chance => _random.Next(2) == 0 ? "true" : "false";

    private string Items => $"[{string.Join(",", Enumerable.Range(0, _random.Next(3)))}]";

    private string Step()
    {
        var onFailure = _random.Next(4) == 0 ? ", 'onFailure': 'continue'" : "";
        return Write("Orchestrator.Step", $"'adapter': 'router', 'operation': 'ping'{onFailure}");
    }

    private string Case(int depth) => $"{{'condition': {Chance}, 'activity': {Activity(depth - 1)}}}";

    private string Some(int depth) =>
        string.Join(", ", Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Activity(depth - 1)));

    private string Flowchart(int depth)
    {
        var activities = Enumerable.Range(0, _random.Next(2, 9)).Select(
            _ => _random.Next(2) == 0 ? Step() : Activity(depth - 1)).ToArray();
        var ids = activities.Select(activity => activity[8..activity.IndexOf('\'', 8)]).ToArray();
        var connections = new List<string>();
        for (var target = 1; target < ids.Length; target++)
        {
            for (var times = _random.Next(1, 3); times > 0; times--)
                connections.Add(Connection(_random.Next(target), target));
        }

        // Back to where every way begins, so that it is a loop that may be.
        if (_random.Next(2) == 0)
            connections.Add(Connection(_random.Next(ids.Length), 0));
        return Write(
            "Elsa.Flowchart",
            $"'activities': [{string.Join(", ", activities)}], 'connections': [{string.Join(", ", connections)}]");

        string Connection(int source, int target)
        {
            var failed = activities[source].Contains(
                "Orchestrator.Step", StringComparison.Ordinal) && _random.Next(3) == 0;
            return $"{{'source': '{ids[source]}', 'target': '{ids[target]}'{(failed ? ", 'sourcePort': 'Failed'" : "")}}}";
        }
    }

    private string Write(string type, string properties = "'name': 'it'") =>
        $"{{'id': 'a{++_ids}', 'type': '{type}', {properties}}}";
}
