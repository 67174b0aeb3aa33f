using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// The tokens on the connections of a flowchart: plain ones, which wait to be used up, and blocking ones, each of which
/// takes one away. What merges ask is counted as tokens come and go: whether a join may run costs the same, however
/// many connections lead to it.
/// </summary>
internal sealed class TokenTable(Flowchart chart)
{
    private readonly int[] _plain = new int[chart.IndexMax + 1];
    private int[]? _blocking;
    private JoinTokens[]? _joins;
    private int _held;

    public TokenTable(Flowchart chart, IEnumerable<int[]> saved)
        : this(chart)
    {
        foreach (var one in saved)
        {
            Give(one[0], one[1]);
            Block(one[0], one[2]);
        }
    }

    /// <summary>Whether any connection holds a plain token.</summary>
    public bool HasPlain => _held > 0;

    public int PlainOn(int connection) => _plain[connection];

    public int BlockingOn(int connection) => _blocking?[connection] ?? 0;

    public bool IsBlocked(int connection) => BlockingOn(connection) > 0;

    /// <summary>What is known of the tokens before a join.</summary>
    /// <param name="place">Of an activity that several connections lead to.</param>
    public JoinTokens At(int place) => _joins?[place] ?? default;

    public void Apply(TokensMoved it)
    {
        foreach (var connection in it.Given ?? [])
            Give(connection, 1);
        foreach (var connection in it.Blocked ?? [])
            Block(connection, 1);
        foreach (var connection in it.Taken ?? [])
            Give(connection, -PlainOn(connection));
        foreach (var connection in it.Unblocked ?? [])
            Block(connection, -1);
    }

    /// <summary>Connection, plain tokens, blocking tokens.</summary>
    public int[][] Save() =>
    [
        .. Enumerable.Range(0, _plain.Length)
            .Select(connection => new[] { connection, PlainOn(connection), BlockingOn(connection) })
            .Where(one => one[1] + one[2] > 0),
    ];

    private JoinTokens[] Joins => _joins ??= new JoinTokens[chart.Children.Length];

    private void Give(int connection, int tokens)
    {
        var before = _plain[connection];
        var after = _plain[connection] = before + tokens;
        if (before > 0 != after > 0)
            Hold(chart.Find(connection)!, after > 0 ? 1 : -1);
    }

    private void Block(int connection, int tokens)
    {
        _blocking ??= new int[_plain.Length];
        _blocking[connection] = Math.Max(_blocking[connection] + tokens, 0);
    }

    /// <summary>A connection holds plain tokens now, or none any more.</summary>
    private void Hold(Connection connection, int change)
    {
        _held += change;
        var target = connection.Target.Place;
        var wereHeld = 0;
        if (chart.IsJoin(target))
        {
            var join = At(target);
            wereHeld = join.Held;
            Joins[target] = join with
            {
                Held = join.Held + change,
                HeldForward = join.HeldForward + (connection.IsBackward ? 0 : change),
            };
        }

        if (Math.Max(wereHeld, wereHeld + change) > 1)
            return;

        foreach (var next in chart.JoinsAfter(target))
            Joins[next] = At(next) with { Coming = At(next).Coming + change };
    }
}

/// <summary>The tokens before an activity that several connections lead to.</summary>
/// <param name="Held">Connections into it that hold plain tokens.</param>
/// <param name="HeldForward">Those of them that do not lead back.</param>
/// <param name="Coming">Forward connections into it whose sources have plain tokens before them.</param>
internal readonly record struct JoinTokens(int Held, int HeldForward, int Coming);
