namespace Orchestrator.Adapters.Http.Declared;

/// <summary>
/// One after the other, for what reads a whole document and writes it back. Within this process: across processes a
/// workflow's lane does it.
/// </summary>
internal sealed class Turns : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>To be disposed of at the end of the turn.</summary>
    /// <param name="name">What is taken; null for nothing.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<IDisposable?> TakeAsync(string? name, CancellationToken cancellation)
    {
        if (name is null)
            return null;

        SemaphoreSlim? turn;
        lock (_turns)
        {
            if (!_turns.TryGetValue(name, out turn))
                _turns.Add(name, turn = new SemaphoreSlim(1));
        }

        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        return new Turn(turn);
    }

    public void Dispose()
    {
        foreach (var turn in _turns.Values)
            turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
