using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Orchestrator.TestKit.Auditing;

/// <summary>Writes very many rows at once, into either database: several hundred to a statement, all in one transaction.</summary>
internal sealed class RowWriter(DbConnection connection)
{
    private const int RowsMax = 400;

    private readonly Dictionary<string, (StringBuilder Text, int Rows)> _waiting = [];
    private readonly DbTransaction _transaction = connection.BeginTransaction();

    /// <param name="into">The table and its columns.</param>
    /// <param name="values">Texts and numbers; nobody else's.</param>
    public async Task AddAsync(string into, object[] values)
    {
        var (text, rows) = _waiting.GetValueOrDefault(into, (new StringBuilder(), 0));
        text.Append(rows == 0 ? '(' : ',').Append(rows == 0 ? "" : "(").AppendJoin(',', values.Select(Literal)).Append(')');
        _waiting[into] = (text, rows + 1);
        if (rows + 1 == RowsMax)
            await WriteAsync(into);
    }

    public async Task EndAsync()
    {
        foreach (var into in _waiting.Keys.ToArray())
            await WriteAsync(into);
        await _transaction.CommitAsync();
    }

    private async Task WriteAsync(string into)
    {
        var (text, rows) = _waiting[into];
        if (rows == 0)
            return;

        await using var command = connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = $"insert into {into} values {text}";
        await command.ExecuteNonQueryAsync();
        _waiting[into] = (text.Clear(), 0);
    }

    private static string Literal(object value) => value is string text
        ? $"'{text}'"
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
