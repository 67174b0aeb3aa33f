namespace Orchestrator.Engine.Ports;

/// <summary>
/// How often the rest of an incomplete teardown was tried, and when it is tried next. Where the database cannot be
/// reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface ITeardownAttempts
{
    /// <summary>All, by service.</summary>
    Task<IReadOnlyList<TeardownTries>> ListAsync(CancellationToken cancellation);

    /// <summary>Keeps it in place of what was there.</summary>
    Task KeepAsync(TeardownTries retry, CancellationToken cancellation);

    /// <summary>The service is not incomplete any more.</summary>
    Task ForgetAsync(string service, CancellationToken cancellation);
}

/// <param name="Service">Without <c>services/</c>.</param>
/// <param name="Attempts">How often it was tried by itself; not by people.</param>
/// <param name="NextTime">When it is tried next.</param>
/// <param name="Note">What became of the last attempt, where it could not be started; or empty.</param>
public sealed record TeardownTries(string Service, int Attempts, DateTimeOffset NextTime, string Note);
