using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Tests.Simulation.Audit;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Histories;

/// <summary>
/// One activation's journal as a file: the definition that it runs, and a line per transition. What is in such a file
/// is in journals out there: it is never changed, and must be understood for ever.
/// </summary>
internal sealed class RecordedHistory
{
    private readonly long _activation;
    private readonly WorkflowPlan _plan;
    private readonly IReadOnlyList<Transition> _transitions;

    private RecordedHistory(long activation, string definition, IEnumerable<Transition> transitions)
    {
        (_activation, _plan) = (activation, Book.Read(definition));
        _transitions = [.. transitions];
    }

    public static RecordedHistory Read(string file)
    {
        var lines = File.ReadAllLines(file);
        using var head = JsonDocument.Parse(lines[0]);
        if (!ActivationId.TryParse(head.RootElement.GetProperty("activation").GetString()!, out var id))
            throw new FormatException($"{file} names no activation.");

        var definition = head.RootElement.GetProperty("definition").GetRawText();
        return new(id, definition, lines.Skip(1).Select(line => ReadTransition(id, line)));
    }

    /// <summary>Writes one down, from the rows that a simulation left.</summary>
    public static void Write(string file, Chronicle it, IEnumerable<TestKit.MemoryDatabase.Row> rows)
    {
        using var definition = JsonDocument.Parse(it.Definition.Json);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""{"activation":"{{it.Name}}","definition":{{JsonSerializer.Serialize(definition.RootElement)}} }""").Append('\n');
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"sequence":{{row.Sequence}},"time":"{{row.Time:O}}","events":""");
            text.Append(Encoding.UTF8.GetString(row.Events)).Append("}\n");
        }

        File.WriteAllText(file, text.ToString());
    }

    /// <summary>A digest of the state after each transition, and the last state in full.</summary>
    public string States()
    {
        var text = new StringBuilder();
        var state = new SagaState(_activation, _plan);
        foreach (var transition in _transitions)
        {
            foreach (var happened in transition.Events)
                state.Apply(happened, transition.Time);
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Portrait.InFull(state)));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{state.Sequence} {state.State} {Convert.ToHexStringLower(digest.AsSpan(0, 8))}\n");
        }

        return text.Append(Portrait.InFull(state)).ToString();
    }

    private static Transition ReadTransition(long id, string line)
    {
        using var row = JsonDocument.Parse(line);
        var root = row.RootElement;
        var events = EventJson.Read(Encoding.UTF8.GetBytes(root.GetProperty("events").GetRawText()));
        return new(id, root.GetProperty("sequence").GetInt64(), root.GetProperty("time").GetDateTimeOffset(), events);
    }
}
