using System.Data.Common;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Rows of product_versions and product_requests.</summary>
internal static class ProductRows
{
    private const string Columns =
        "select p.id, p.version, p.content, p.content_hash, p.author, p.reason, p.publish_time from product_versions p";

    /// <param name="version">0: the latest.</param>
    public static SqlQuery Find(string product, int version) => version == 0
        ? new SqlQuery($"{Columns} where p.id = @id order by p.version desc limit 1").With("id", StoredText.Of(product))
        : new SqlQuery($"{Columns} where p.id = @id and p.version = @version")
            .With("id", StoredText.Of(product)).With("version", version);

    public static SqlQuery List(bool allVersions, (string Product, int Version)? after, int limit)
    {
        var conditions = new List<string>();
        var query = new SqlQuery("").With("limit", (long)limit);
        if (!allVersions)
            conditions.Add("p.version = (select max(l.version) from product_versions l where l.id = p.id)");
        if (after is { } last)
        {
            query.With("id", StoredText.Of(last.Product)).With("version", last.Version);
            conditions.Add("(p.id > @id or (p.id = @id and p.version < @version))");
        }

        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        query.Text = $"{Columns}{where} order by p.id, p.version desc limit @limit";
        return query;
    }

    public static SqlQuery Insert(NewProductVersion product, int number) => new SqlQuery(
        "insert into product_versions (id, version, content, content_hash, author, reason, publish_time) values (@id, "
        + "@version, @content, @hash, @author, @reason, @time)")
        .With("id", StoredText.Of(product.Id))
        .With("version", number)
        .With("content", WorkflowRows.BytesOf(product.Content))
        .With("hash", StoredText.Of(product.ContentHash))
        .With("author", StoredText.Of(product.Author))
        .With("reason", StoredText.Of(product.Reason))
        .With("time", StoredTime.Of(product.Time));

    public static SqlQuery FindRequest(string caller, string requestId) =>
        new SqlQuery("select request_hash, id, version from product_requests where request = @request")
            .With("request", new SqlQuery.Key(RequestKey.Of(caller, requestId)));

    public static SqlQuery KeepRequest(NewProductVersion product, int number) => new SqlQuery(
        "insert into product_requests (request, request_hash, id, version) values (@request, @hash, @id, @version)")
        .With("request", new SqlQuery.Key(RequestKey.Of(product.Caller, product.RequestId)))
        .With("hash", StoredText.Of(product.RequestHash))
        .With("id", StoredText.Of(product.Id))
        .With("version", number);

    public static StoredProduct Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        WorkflowRows.TextOf(row.GetFieldValue<byte[]>(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        StoredTime.Read(row.GetInt64(6)));

    public static ProductRequest ReadRequest(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt32(2));
}
