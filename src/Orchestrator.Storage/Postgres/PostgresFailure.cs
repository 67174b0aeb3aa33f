using System.Net.Sockets;
using Npgsql;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// Which of PostgreSQL's failures mean that it cannot be worked with now, rather than that a statement is wrong.
/// </summary>
internal static class PostgresFailure
{
    /// <summary>Raised by guard_write: another process has taken the shards.</summary>
    public const string NotOwner = "ORC01";

    /// <summary>Raised by guard_write: a transition is there already, or does not follow the one before.</summary>
    public const string NotNext = "ORC02";

    /// <summary>Raised by <see cref="PostgresSql.RefuseChanged"/>: a service is not what an activation was told.</summary>
    private const string ServiceChanged = PostgresErrorCodes.DivisionByZero;

    /// <summary>
    /// What another transaction did, or this batch itself, stands in the way; looking tells which write it is.
    /// </summary>
    public static bool IsConflict(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or NotNext or ServiceChanged,
    };

    public static bool IsUnavailable(Exception failure) => failure switch
    {
        // 08 connection, 53 resources, 57 an operator's intervention, 58 the system, XX damage, 28 and 3D while it is
        // being set up.
        PostgresException postgres =>
            postgres.SqlState is [('0'), '8', ..] or ['5', '3' or '7' or '8', ..] or ['X', 'X', ..]
            or ['2', '8', ..] or ['3', 'D', ..]
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable,
        NpgsqlException or SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    public static JournalUnavailableException Unavailable(Exception failure) => new(
        $"PostgreSQL cannot be reached, or refuses to work: {failure.Message.TrimEnd('.')}. Look at the server and at its log.",
        failure);
}
