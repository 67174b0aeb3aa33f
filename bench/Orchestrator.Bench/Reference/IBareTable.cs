namespace Orchestrator.Bench.Reference;

/// <summary>Where the bare program keeps its rows: a number of the saga, one of the row, and 150 bytes.</summary>
internal interface IBareTable : IAsyncDisposable
{
    /// <summary>Makes rows durable, by one statement and one commit.</summary>
    Task InsertAsync(long[] sagas, int[] rows);
}
