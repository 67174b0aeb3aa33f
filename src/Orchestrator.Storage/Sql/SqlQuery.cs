namespace Orchestrator.Storage.Sql;

/// <summary>
/// A statement with named parameters (<c>@name</c>). Values: long, int, string, byte[] for content, <see cref="Key"/>,
/// long[] and string[] where <see cref="IDatabase.AnyOf"/> takes them.
/// </summary>
internal sealed class SqlQuery(string text)
{
    public string Text { get; set; } = text;

    public List<(string Name, object? Value)> Parameters { get; } = [];

    public SqlQuery With(string name, object? value)
    {
        Parameters.Add((name, value));
        return this;
    }

    /// <summary>16 bytes that stand for a request.</summary>
    public sealed record Key(byte[] Bytes);
}
