using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>The SQL of a list: only what is asked for is in it, so that the database can choose the index that fits.</summary>
internal static class ListQuery
{
    public static SqlQuery Of(ActivationQuery query, IDatabase database)
    {
        var sql = new SqlQuery("");
        var conditions = new List<string>();
        AddText(sql, conditions, "customer", query.Customer);
        AddText(sql, conditions, "service", query.Service);
        AddText(sql, conditions, "product", query.Product);
        AddText(sql, conditions, "order_reference", query.OrderReference);
        if (query.Action is { } action)
            conditions.Add($"a.action = {(int)action}");
        if (query.Channel is { } channel)
            conditions.Add($"a.channel = {(int)channel}");
        if (query.Labels.Count > 0)
            conditions.Add(database.HasLabels(sql, query.Labels));
        AddRange(sql, conditions, query);
        var states = JoinStates(sql, conditions, query, database);

        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        sql.With("limit", (long)query.Limit);
        sql.Text = $"select a.id from activations a{states}{where} order by a.id{(query.OldestFirst ? "" : " desc")} limit @limit";
        return sql;
    }

    private static void AddText(SqlQuery sql, List<string> conditions, string column, string? wanted)
    {
        if (wanted is null)
            return;

        if (wanted.Length == 0 && column != "customer")
        {
            conditions.Add($"a.{column} is null");
            return;
        }

        sql.With(column, StoredText.Of(wanted));
        conditions.Add($"a.{column} = @{column}");
    }

    private static void AddRange(SqlQuery sql, List<string> conditions, ActivationQuery query)
    {
        if (query.CreatedAfter is { } after)
            CreationRange.AddAfter(sql, conditions, after);
        if (query.CreatedBefore is { } before)
            CreationRange.AddBefore(sql, conditions, before);
        if (query.After is { } last)
        {
            sql.With("last", last);
            conditions.Add(query.OldestFirst ? "a.id > @last" : "a.id < @last");
        }
    }

    /// <summary>
    /// A COMPLETED activation has no row in activation_states. Conditions are written out as the partial indexes have them: a database uses
    /// one only where it can tell that the condition implies it.
    /// </summary>
    private static string JoinStates(SqlQuery sql, List<string> conditions, ActivationQuery query, IDatabase database)
    {
        var join = " join activation_states s on s.activation = a.id";
        if (query.FalloutAdapter is { } adapter)
        {
            sql.With("adapter", StateRow.SearchFor(adapter));
            conditions.Add($"s.fallout_adapters is not null and {database.Contains("s.fallout_adapters", "adapter")}");
        }

        if (query.States.Count == 0)
            return query.FalloutAdapter is null ? "" : join;

        var isOneOf = $"s.state in ({string.Join(", ", query.States.Select(state => (int)state).Distinct().Order())})";
        if (query.States.Contains(ActivationState.Completed))
        {
            conditions.Add($"(s.activation is null or {isOneOf})");
            return " left" + join;
        }

        conditions.Add(query.States.Contains(ActivationState.Running) ? isOneOf : $"{isOneOf} and s.state <> {(int)ActivationState.Running}");
        return join;
    }
}
