namespace Orchestrator.Core.Sagas;

/// <summary>
/// An activation's id: 42 bits of milliseconds since 2020, 6 bits of shard, 15 bits of count. So ids grow with time,
/// are found in one index, and tell their shard. People see 13 characters of Crockford's base 32, in lower case.
/// </summary>
public static class ActivationId
{
    /// <summary>How many shards there are.</summary>
    public const int Shards = 64;

    /// <summary>Characters of an id as people see it.</summary>
    public const int Length = 13;

    private const int ShardBits = 6;
    private const int CountBits = 15;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The smallest id of a shard at a time.</summary>
    public static long First(DateTimeOffset time, int shard) =>
        ((long)(time - Epoch).TotalMilliseconds << (ShardBits + CountBits)) | ((long)shard << CountBits);

    /// <summary>The next id of a shard: later than the last one, even where the clock went back.</summary>
    public static long Next(long last, DateTimeOffset time, int shard)
    {
        var first = First(time, shard);
        if (first > last)
            return first;

        var next = last + 1;
        return Shard(next) == shard
            ? next
            : (((last >> (ShardBits + CountBits)) + 1) << (ShardBits + CountBits)) | ((long)shard << CountBits);
    }

    /// <summary>The greatest id that a shard can have given in the millisecond of an id of any shard.</summary>
    public static long LastBeside(long id, int shard) =>
        ((id >> (ShardBits + CountBits)) << (ShardBits + CountBits)) | ((long)shard << CountBits) | ((1L << CountBits) - 1);

    public static int Shard(long id) => (int)(id >> CountBits) & (Shards - 1);

    public static DateTimeOffset Time(long id) => Epoch.AddMilliseconds(id >> (ShardBits + CountBits));

    public static string ToText(long id) => string.Create(Length, id, static (text, id) => Write(id, text));

    /// <summary>Writes the id as people see it over the first characters of a text.</summary>
    internal static void Write(long id, Span<char> text)
    {
        for (var index = Length - 1; index >= 0; index--, id >>= 5)
            text[index] = Alphabet[(int)(id & 31)];
    }

    /// <summary>False where the text is no id as <see cref="ToText"/> writes it.</summary>
    public static bool TryParse(string text, out long id)
    {
        id = 0;
        if (text.Length != Length || text[0] > '7')
            return false;

        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
                return false;

            id = (id << 5) | (long)digit;
        }

        return true;
    }
}
