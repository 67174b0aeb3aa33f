namespace Grpc.Core;

/// <summary>What a client may say about one call. It does not change: each With gives a copy.</summary>
/// <param name="headers">What is sent before the request; null for nothing.</param>
/// <param name="deadline">When the call ends at the latest, UTC; null for never.</param>
/// <param name="cancellationToken">Cancels the call.</param>
/// <param name="writeOptions">How messages are written; null for the library's default.</param>
/// <param name="propagationToken">The incoming call whose deadline and cancellation this one shares; null for
/// none.</param>
/// <param name="credentials">Who is calling; null for what the channel says.</param>
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
{
    /// <summary>What is sent before the request, or null.</summary>
    public Metadata? Headers { get; private init; } = headers;

    /// <summary>When the call ends at the latest, UTC; null for never.</summary>
    public DateTime? Deadline { get; private init; } = deadline;

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private init; } = cancellationToken;

    /// <summary>How messages are written; null for the library's default.</summary>
    public WriteOptions? WriteOptions { get; private init; } = writeOptions;

    /// <summary>The incoming call whose deadline and cancellation this one shares, or null.</summary>
    public ContextPropagationToken? PropagationToken { get; private init; } = propagationToken;

    /// <summary>Who is calling; null for what the channel says.</summary>
    public CallCredentials? Credentials { get; private init; } = credentials;

    /// <summary>Whether the call waits for a connection instead of failing at once where there is none.</summary>
    public bool IsWaitForReady { get; private init; }

    /// <summary>The same with other headers.</summary>
    /// <param name="headers">What is sent before the request.</param>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same with another deadline.</summary>
    /// <param name="deadline">When the call ends at the latest, UTC.</param>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same with another token.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with { CancellationToken = cancellationToken };

    /// <summary>The same with other options for writing.</summary>
    /// <param name="writeOptions">How messages are written.</param>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) =>
        this with { WriteOptions = writeOptions };

    /// <summary>The same for another incoming call.</summary>
    /// <param name="propagationToken">The incoming call whose deadline and cancellation this one shares.</param>
    public readonly CallOptions WithPropagationToken(ContextPropagationToken propagationToken) =>
        this with { PropagationToken = propagationToken };

    /// <summary>The same with other credentials.</summary>
    /// <param name="credentials">Who is calling.</param>
    public readonly CallOptions WithCredentials(CallCredentials credentials) =>
        this with { Credentials = credentials };

    /// <summary>The same, waiting for a connection or not.</summary>
    /// <param name="waitForReady">Whether to wait.</param>
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) =>
        this with { IsWaitForReady = waitForReady };
}
