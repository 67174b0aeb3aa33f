using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Postgres;

/// <summary>Services that activations of a batch take, as they were told of them.</summary>
internal sealed class SeenColumns : PostgresColumns
{
    private readonly List<ServiceEntry> _rows = [];

    public override int Count => _rows.Count;

    public void Add(ServiceEntry seen) => _rows.Add(seen);

    public override void Clear() => _rows.Clear();

    public override void AddTo(NpgsqlBatchCommand command)
    {
        Add(command, _rows.ConvertAll(row => StoredText.Of(row.Id)), NpgsqlDbType.Text);
        Add(command, _rows.ConvertAll(row => row.Activation), NpgsqlDbType.Bigint);
        Add(command, _rows.ConvertAll(row => (short)row.State), NpgsqlDbType.Smallint);
        Add(command, _rows.ConvertAll(row => StoredText.Of(row.Product)), NpgsqlDbType.Text);
        Add(command, _rows.ConvertAll(row => row.ProductVersion), NpgsqlDbType.Integer);
        Add(command, _rows.ConvertAll(row => row.Input.IsNull ? null : ValueJson.ToText(row.Input)), NpgsqlDbType.Text);
    }
}
