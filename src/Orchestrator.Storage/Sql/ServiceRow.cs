using System.Data.Common;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>A service as its row has it; the same columns in both databases.</summary>
internal static class ServiceRow
{
    /// <summary>Of the table under the name v.</summary>
    public const string Columns =
        "v.id, v.customer, v.product, v.state, v.activation, v.input, v.product_version, v.create_time, "
        + "v.active_time, v.end_time, v.reason";

    /// <summary>Null where a join found none.</summary>
    public static ServiceEntry? Read(DbDataReader row, int first) => row.IsDBNull(first)
        ? null
        : new(
            row.GetString(first),
            row.GetString(first + 1),
            row.GetString(first + 2),
            (ServiceState)row.GetInt32(first + 3),
            row.GetInt64(first + 4))
        {
            Input = row.IsDBNull(first + 5) ? Value.Null : ValueJson.Parse(row.GetFieldValue<byte[]>(first + 5)),
            ProductVersion = row.GetInt32(first + 6),
            CreateTime = Time(row, first + 7),
            ActiveTime = Time(row, first + 8),
            EndTime = Time(row, first + 9),
            Reason = row.GetString(first + 10),
        };

    private static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : StoredTime.Read(row.GetInt64(column));
}
