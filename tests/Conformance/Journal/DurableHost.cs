using System.Globalization;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>A database that a test can look into, past the journal.</summary>
public abstract class DurableHost : JournalHost
{
    /// <summary>What a person knows it by.</summary>
    public abstract string Name { get; }

    /// <summary>Another database, without a schema.</summary>
    public abstract Task<DurableHost> EmptyAsync();

    public async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    public async Task<long> ReadAsync(string sql) =>
        Convert.ToInt64(await ScalarAsync(sql), CultureInfo.InvariantCulture);

    public async Task<string> ReadTextAsync(string sql) => (string)(await ScalarAsync(sql))!;

    /// <summary>The first column of the first row.</summary>
    protected abstract Task<object?> ScalarAsync(string sql);
}
