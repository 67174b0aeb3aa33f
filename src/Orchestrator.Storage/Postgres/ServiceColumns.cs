using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>Services that a batch changes.</summary>
internal sealed class ServiceColumns : PostgresColumns
{
    private readonly Dictionary<string, ServiceEntry> _last = new(StringComparer.Ordinal);

    public override int Count => _last.Count;

    public IEnumerable<string> Ids => _last.Keys;

    /// <summary>What the batch makes of a service so far; null where it leaves it as it is.</summary>
    public ServiceEntry? Find(string service) => _last.GetValueOrDefault(StoredText.Of(service));

    /// <summary>A statement touches a row once: the last one that may follow holds.</summary>
    public void Add(ServiceEntry service)
    {
        if (ServiceRules.MayFollow(Find(service.Id), service))
            _last[StoredText.Of(service.Id)] = service;
    }

    public override void Clear() => _last.Clear();

    public override void AddTo(NpgsqlBatchCommand command)
    {
        // In one order in all batches, so that two of them never wait for each other.
        var rows = _last.OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        Add(command, rows.ConvertAll(row => row.Value.Activation), NpgsqlDbType.Bigint);
        Add(command, rows.ConvertAll(row => (short)row.Value.State), NpgsqlDbType.Smallint);
        Add(command, rows.ConvertAll(row => row.Key), NpgsqlDbType.Text);
        Add(command, rows.ConvertAll(row => StoredText.Of(row.Value.Customer)), NpgsqlDbType.Text);
        Add(command, rows.ConvertAll(row => StoredText.Of(row.Value.Product)), NpgsqlDbType.Text);
        Add(
            command,
            rows.ConvertAll(row => row.Value.Input.IsNull ? null : ValueJson.ToText(row.Value.Input)),
            NpgsqlDbType.Text);
        Add(command, rows.ConvertAll(row => row.Value.ProductVersion), NpgsqlDbType.Integer);
        Add(command, rows.ConvertAll(row => StoredTime.OrNull(row.Value.CreateTime)), NpgsqlDbType.Bigint);
        Add(command, rows.ConvertAll(row => StoredTime.OrNull(row.Value.ActiveTime)), NpgsqlDbType.Bigint);
        Add(command, rows.ConvertAll(row => StoredTime.OrNull(row.Value.EndTime)), NpgsqlDbType.Bigint);
        Add(command, rows.ConvertAll(row => StoredText.Of(row.Value.Reason)), NpgsqlDbType.Text);
    }
}
