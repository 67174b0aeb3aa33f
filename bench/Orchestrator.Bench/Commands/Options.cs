using System.CommandLine;

namespace Orchestrator.Bench.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    public static Option<string?> Database() => new("--database")
    {
        Description =
            "A PostgreSQL connection string, of a database that may be filled; left out: SQLite in a temporary folder.",
    };

    public static Option<string?> Server() => new("--server")
    {
        Description = "The folder that the server was published to; left out: the one built with this program.",
        Recursive = true,
    };
}
