using System.Data.Common;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Rows of workflow_triggers.</summary>
internal static class TriggerRows
{
    public static SqlQuery Insert(string definition, int version, WorkflowTrigger trigger) => new SqlQuery(
        "insert into workflow_triggers (definition, version, kind, activity, value) values (@definition, @version, "
            + "@kind, @activity, @value)")
        .With("definition", StoredText.Of(definition))
        .With("version", version)
        .With("kind", (int)trigger.Kind)
        .With("activity", StoredText.Of(trigger.Activity))
        .With("value", StoredText.Of(trigger.Value));

    /// <summary>Of versions in force; the event's name as the index has it, else all of times.</summary>
    public static SqlQuery Find(string? eventName)
    {
        var query = new SqlQuery(
            $"""
            select t.definition, t.version, t.kind, t.activity, t.value, w.publish_time,
                (select max(l.retire_time) from workflow_versions l where l.definition = t.definition and l.version > t.version)
            from workflow_triggers t
            join workflow_versions w on w.definition = t.definition and w.version = t.version
            where {(eventName is null ? "t.kind <> 0" : "t.kind = 0 and t.value = @name")} and w.is_retired = 0
            and not exists (
                select 1 from workflow_versions l where l.definition = t.definition and l.version > t.version and l.is_retired = 0)
            order by t.definition
            """);
        return eventName is null ? query : query.With("name", StoredText.Of(eventName));
    }

    public static StoredTrigger Read(DbDataReader row)
    {
        var trigger = new WorkflowTrigger(row.GetString(3), (TriggerKind)row.GetInt32(2), row.GetString(4));
        var since = row.IsDBNull(6) ? row.GetInt64(5) : Math.Max(row.GetInt64(5), row.GetInt64(6));
        return new StoredTrigger(row.GetString(0), row.GetInt32(1), trigger, StoredTime.Read(since));
    }
}
