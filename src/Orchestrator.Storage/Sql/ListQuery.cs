using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// The SQL of a list: only what is asked for is in it, so that the database can choose the index that fits.
/// </summary>
internal static class ListQuery
{
    private const string StatesJoin = " join activation_states s on s.activation = a.id";

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
        if (query.Parent is { } parent)
        {
            sql.With("parent", parent);
            conditions.Add("a.parent = @parent");
        }

        if (query.Labels.Count > 0)
            conditions.Add(database.HasLabels(sql, query.Labels));

        // What the states alone decide is found among them: they are the fewer, and their indexes are in the order of a
        // list.
        var isOfOrder = conditions.Count > 0 || query.States.Contains(ActivationState.Completed);
        var join = AddStates(sql, conditions, query, database);
        var (from, id) = join == StatesJoin && !isOfOrder
            ? ("activation_states s", "s.activation")
            : ($"activations a{join}", "a.id");
        if (query.InJeopardy)
            conditions.Add($"{id} in (select t.activation from due_times t where t.in_jeopardy = 1)");
        AddRange(sql, conditions, query, id);

        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        sql.With("limit", (long)query.Limit);
        sql.Text = $"select {id} from {from}{where} order by {id}{(query.OldestFirst ? "" : " desc")} limit @limit";
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

    private static void AddRange(SqlQuery sql, List<string> conditions, ActivationQuery query, string id)
    {
        if (query.CreatedAfter is { } after)
            CreationRange.AddAfter(sql, conditions, id, after);
        if (query.CreatedBefore is { } before)
            CreationRange.AddBefore(sql, conditions, id, before);
        if (query.After is { } last)
        {
            sql.With("last", last);
            conditions.Add($"{id} {(query.OldestFirst ? '>' : '<')} @last");
        }
    }

    /// <summary>
    /// A COMPLETED activation has no row in activation_states: it is among those that have none of another state.
    /// Conditions are written out as the partial indexes have them: a database uses one only where it can tell that the
    /// condition implies it.
    /// </summary>
    /// <returns>The join that they need, or nothing.</returns>
    private static string AddStates(SqlQuery sql, List<string> conditions, ActivationQuery query, IDatabase database)
    {
        if (query.FalloutAdapter is { } adapter)
        {
            sql.With("adapter", StateRow.SearchFor(adapter));
            conditions.Add($"s.fallout_adapters is not null and {database.Contains("s.fallout_adapters", "adapter")}");
        }

        var states = string.Join(", ", query.States.Select(state => (int)state).Distinct().Order());
        var isCompleted = query.States.Contains(ActivationState.Completed);
        if (isCompleted)
            conditions.Add("not exists (select 1 from activation_states o where o.activation = a.id and o.state not "
                + $"in ({states}))");
        else if (query.States.Contains(ActivationState.Running))
            conditions.Add($"s.state in ({states})");
        else if (query.States.Count > 0)
            conditions.Add($"s.state in ({states}) and s.state <> {(int)ActivationState.Running}");

        return query.FalloutAdapter is not null || (query.States.Count > 0 && !isCompleted) ? StatesJoin : "";
    }
}
