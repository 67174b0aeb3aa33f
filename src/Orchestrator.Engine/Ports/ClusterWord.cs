using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Engine.Ports;

/// <summary>What one node says to the others. Words may get lost: whatever they tell is also in the database.</summary>
public abstract record ClusterWord
{
    /// <summary>Nodes or leases have changed.</summary>
    public sealed record Leases : ClusterWord;

    /// <summary>A command waits for who owns the shard.</summary>
    public sealed record Command(int Shard) : ClusterWord;

    /// <summary>A command of that node was answered.</summary>
    public sealed record Answer(long Asker) : ClusterWord;

    /// <summary>A step has got the lane that it waited for.</summary>
    public sealed record Lane(string Name, long Activation, string Step, int Turn) : ClusterWord;

    /// <summary>Somebody wants to know when something happens to an activation, for half a minute from now.</summary>
    public sealed record Watch(long Activation) : ClusterWord;

    /// <summary>Something has happened to these, and is durable.</summary>
    public sealed record Happened(IReadOnlyList<long> Activations) : ClusterWord;

    /// <summary>A version of the definition was published or retired.</summary>
    public sealed record Workflow(string Definition) : ClusterWord;

    /// <summary>A version of a product was published.</summary>
    public sealed record Products : ClusterWord;

    /// <summary>A person has held an adapter instance, or released one.</summary>
    public sealed record Adapters : ClusterWord;

    /// <summary>Words may have been missed.</summary>
    public sealed record Missed : ClusterWord;

    public string Write() => this switch
    {
        Leases => "leases",
        Adapters => "adapters",
        Products => "products",
        Command it => Invariant($"command {it.Shard}"),
        Answer it => Invariant($"answer {it.Asker}"),
        Workflow it => $"workflow {it.Definition}",
        Watch it => Invariant($"watch {it.Activation}"),
        Happened it => $"happened {string.Join(',', it.Activations.Select(Number))}",
        Lane it =>
            $"lane {JsonSerializer.Serialize<string[]>([Number(it.Activation), it.Step, it.Name, Number(it.Turn)])}",
        _ => "missed",
    };

    /// <summary>A word that is not known, of a later version, is null.</summary>
    public static ClusterWord? Read(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (verb, rest) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..]);
        return verb switch
        {
            "leases" => new Leases(),
            "adapters" => new Adapters(),
            "products" => new Products(),
            "command" => new Command((int)Number(rest)),
            "answer" => new Answer(Number(rest)),
            "watch" => new Watch(Number(rest)),
            "happened" => new Happened([.. rest.Split(',').Select(Number)]),
            "lane" when JsonSerializer.Deserialize<string[]>(rest) is [var id, var step, var name, var turn] =>
                new Lane(name, Number(id), step, (int)Number(turn)),
            "workflow" => new Workflow(rest),
            "missed" => new Missed(),
            _ => null,
        };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
