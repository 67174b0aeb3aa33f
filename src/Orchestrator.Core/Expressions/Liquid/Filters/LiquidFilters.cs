using System.Collections.Frozen;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>The filters by name.</summary>
internal static class LiquidFilters
{
    private static readonly FrozenDictionary<string, LiquidFilter> All =
        TextFilters.All
            .Concat(CutFilters.All)
            .Concat(ReplaceFilters.All)
            .Concat(NumberFilters.All)
            .Concat(ListFilters.All)
            .Concat(SelectFilters.All)
            .Concat(SortFilters.All)
            .Concat(EncodeFilters.All)
            .Concat(HtmlFilters.All)
            .Concat(HashFilters.All)
            .Concat(JsonFilters.All)
            .Concat(DateFilter.All)
            .ToFrozenDictionary(one => one.Name, one => one.Filter, StringComparer.Ordinal);

    /// <summary>Filters of Elsa that are not here: to pass the value unchanged would be another answer.</summary>
    private static readonly FrozenDictionary<string, string> Refused = new Dictionary<string, string>
    {
        ["time_zone"] = "times are in UTC, wherever the server runs",
        ["format_number"] = "use round",
        ["format_string"] = "use append or replace",
        ["format_date"] = "use date, with a format such as \"%Y-%m-%d\"",
    }.ToFrozenDictionary();

    /// <summary>Null where there is none of that name.</summary>
    public static LiquidFilter? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>Why a filter cannot be called so; null where it can.</summary>
    public static string? Problem(string name, LiquidFilter? filter, int arguments)
    {
        if (filter is null)
            return Refused.TryGetValue(name, out var instead) ? $"There is no filter '{name}' here: {instead}" : null;
        if (arguments >= filter.Least && arguments <= filter.Most)
            return null;

        var takes = filter.Least == filter.Most ? $"{filter.Least}" : $"{filter.Least} to {filter.Most}";
        return $"The filter '{name}' takes {takes} arguments, and is given {arguments}";
    }
}
