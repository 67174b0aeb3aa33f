using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>What is killed again and again.</summary>
internal abstract class Victim
{
    /// <summary>What the server wrote, for a test that fails.</summary>
    public abstract string Log { get; }

    /// <summary>Without a warning; it is gone when this is done.</summary>
    public abstract Task KillAsync();

    /// <summary>Starts it, and does not wait until it serves.</summary>
    public abstract Task LaunchAsync();

    public abstract Task ServesAsync();

    internal sealed class Server(ServerSite site) : Victim
    {
        public override string Log => site.Server.Captured.ToString()!;

        public override Task KillAsync() => site.Server.KillAsync();

        public override Task LaunchAsync() => site.LaunchAsync();

        public override Task ServesAsync() => site.ServesAsync();
    }

    /// <summary>The server lives on, and must find the database again by itself.</summary>
    internal sealed class Database(PostgresServer postgres, ServerSite site) : Victim
    {
        public override string Log => site.Server.Captured.ToString()!;

        public override Task KillAsync() => postgres.KillAsync();

        public override Task LaunchAsync() => postgres.StartAgainAsync();

        public override Task ServesAsync() => site.ServesAsync();
    }
}
