using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>Values that are likely to be handled wrongly, and some that are not.</summary>
internal sealed class Vocabulary
{
    private static readonly string[] Strange =
    [
        "", " ", "\0", "a\0b", "\u0001\u001b[31m", "ü€😀", "\u202e\ufeff", "'; DROP TABLE activations; --", "\"\\{}[]",
        "${jndi:x}", "%s%n", "../../etc/passwd",
        "activations/", "activations/0000000000000", "activations/zzzzzzzzzzzzz", "activations/7zzzzzzzzzzzz",
        "services/x", "nodes/none", "adapters/none", "workflows/line/versions/0",
        "workflows/line/versions/2147483648", "workflows/wait/versions/1", "workflows/none", "activations/ACTIVATIONS",
        "a b", "-1", "null", "NaN",
        new('x', 129), new('é', 300), new('y', 70_000),
    ];

    private static readonly long[] Numbers = [0, 1, -1, 7, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 253_402_300_799, 253_402_300_800, -62_135_596_801];

    private static readonly double[] Fractions = [0, -0.0, 1, 0.1, -1e308, 1e-308, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 9_007_199_254_740_993];

    private static readonly string[] Names =
        ["workflows/line", "workflows/mailboxes", "line", "mailboxes", "reserve-port", "mailbox", "setup", "x"];

    private readonly List<string> _activations = ["activations/0000000000000"];

    /// <summary>The name of an activation that is there: requests with it get further.</summary>
    public void Learn(string activation)
    {
        lock (_activations)
            _activations.Add(activation);
    }

    public string Activation(Random random)
    {
        lock (_activations)
            return _activations[random.Next(_activations.Count)];
    }

    public string Text(Random random) => random.Next(3) switch
    {
        0 => Strange[random.Next(Strange.Length)],
        1 => random.Next(3) == 0 ? Activation(random) : Names[random.Next(Names.Length)],
        _ => new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(1, 0xd7ff))]),
    };

    public long Number(Random random) =>
        random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : Numbers[random.Next(Numbers.Length)];

    public Struct Object(Random random, int depth)
    {
        var made = new Struct();
        for (var count = random.Next(4); count > 0; count--)
            made.Fields[Text(random)] = Any(random, depth);
        return made;
    }

    private Value Any(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => new Value(),
        1 => Value.ForNull(),
        2 => Value.ForBool(random.Next(2) == 0),
        3 => Value.ForNumber(Fractions[random.Next(Fractions.Length)]),
        4 or 5 => Value.ForString(Text(random)),
        6 => Value.ForStruct(Object(random, depth - 1)),
        7 => Value.ForList([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]),
        _ => Deep(random.Next(200)),
    };

    private static Value Deep(int levels)
    {
        var value = Value.ForString("deep");
        for (; levels > 0; levels--)
            value = levels % 2 == 0 ? Value.ForList(value) : Value.ForStruct(new Struct { Fields = { ["x"] = value } });
        return value;
    }
}
