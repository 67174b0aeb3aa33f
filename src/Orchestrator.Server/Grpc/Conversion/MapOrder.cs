using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Server.Grpc.Conversion;

/// <summary>
/// Puts maps in the order of their names. A map keeps the order in which it was filled, and is written in it; clients
/// fill theirs in any order, and some in another one every time.
/// </summary>
internal static class MapOrder
{
    public static void Sort(Struct? value)
    {
        if (value is null)
            return;

        Sort(value.Fields);
        foreach (var member in value.Fields.Values)
            Sort(member);
    }

    private static void Sort(Value value)
    {
        if (value.KindCase == Value.KindOneofCase.StructValue)
        {
            Sort(value.StructValue);
        }
        else if (value.KindCase == Value.KindOneofCase.ListValue)
        {
            foreach (var item in value.ListValue.Values)
                Sort(item);
        }
    }

    public static void Sort<T>(MapField<string, T> map)
    {
        if (map.Count < 2 || IsSorted(map))
            return;

        var entries = map.ToArray();
        Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        map.Clear();
        foreach (var entry in entries)
            map.Add(entry.Key, entry.Value);
    }

    private static bool IsSorted<T>(MapField<string, T> map)
    {
        string? before = null;
        foreach (var (name, _) in map)
        {
            if (before is not null && string.CompareOrdinal(before, name) > 0)
                return false;

            before = name;
        }

        return true;
    }
}
