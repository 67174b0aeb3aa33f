using System.Data.Common;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// What the two databases have in common for everything but the journal's hot path: the same tables, and nearly the
/// same SQL. Failures that mean that the database is away are thrown as JournalUnavailableException.
/// </summary>
internal interface IDatabase : IAsyncDisposable
{
    Task<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<DbDataReader, T> row, CancellationToken cancellation);

    /// <summary>
    /// Runs work in a transaction of its own, and again from its beginning where it met with another one: then a unique
    /// key was taken.
    /// </summary>
    Task<T> InTransactionAsync<T>(Func<SqlTransaction, Task<T>> work, CancellationToken cancellation);

    /// <summary>A condition: the column is one of the parameter's numbers.</summary>
    string AnyOf(string column, string parameter);

    /// <summary>A condition: the text contains the parameter's.</summary>
    string Contains(string column, string parameter);

    /// <summary>A condition on an activation's id: it has all labels; their parameters are added.</summary>
    string HasLabels(SqlQuery query, IReadOnlyDictionary<string, string> labels);

    /// <summary>Adds the parameter as the database's driver wants it.</summary>
    void Bind(DbCommand command, string name, object? value);
}
