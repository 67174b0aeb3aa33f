namespace Orchestrator.Storage.Migrations;

/// <summary>
/// The migrations by their ids, oldest first; the same for both databases. A new one is a class per database and a line
/// here.
/// </summary>
internal static class SchemaVersion
{
    public const string Initial = "20260101000000_Initial";

    /// <summary>What activations wait for that others bring.</summary>
    public const string Awaits = "20260201000000_Awaits";

    /// <summary>What starts workflows by itself.</summary>
    public const string Triggers = "20260202000000_Triggers";

    /// <summary>What several servers share.</summary>
    public const string Cluster = "20261122000000_Cluster";

    /// <summary>What adapters keep about their calls.</summary>
    public const string AdapterRecords = "20261123000000_AdapterRecords";

    /// <summary>What people decided about adapter instances.</summary>
    public const string AdapterDecisions = "20261123120000_AdapterDecisions";

    /// <summary>What services hold, and since when they are what they are.</summary>
    public const string Ledger = "20261123130000_Ledger";

    /// <summary>Products in versions.</summary>
    public const string ProductVersions = "20261123140000_ProductVersions";

    /// <summary>What was told about customers, and decided about what their services still held.</summary>
    public const string Contacts = "20261123150000_Contacts";

    /// <summary>What recurs on a calendar, and what was made of it.</summary>
    public const string Schedule = "20261123170000_Schedule";

    /// <summary>Audits and what they found.</summary>
    public const string Audit = "20261123160000_Audit";

    /// <summary>Orders with due times that are open.</summary>
    public const string Analysis = "20261123180000_Analysis";

    /// <summary>The last one that this program knows.</summary>
    public const string Latest = Analysis;

    /// <summary>Reads the last one that the database has; the table is EF Core's.</summary>
    public const string HistorySql = """select max("MigrationId") from "__EFMigrationsHistory" """;

    /// <exception cref="InvalidOperationException">The database belongs to a later program.</exception>
    public static bool IsLatest(string? found, string database) => string.CompareOrdinal(found, Latest) <= 0
        ? found == Latest
        : throw new InvalidOperationException(
            $"{database} was written by a later version of Orchestrator: it has the schema {found}, and this program "
            + $"knows no later one than {Latest}. Run the later version.");
}
