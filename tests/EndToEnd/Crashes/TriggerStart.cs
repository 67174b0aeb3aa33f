using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>One start by a trigger, as the journal has it.</summary>
/// <param name="Workflow">The definition's id.</param>
/// <param name="Request">What it was that started it: a time, or the event's publication.</param>
/// <param name="Number">What the event carried; 0 for a time.</param>
internal sealed record TriggerStart(string Workflow, string Request, int Number)
{
    public DateTimeOffset Due => DateTimeOffset.Parse(Request, CultureInfo.InvariantCulture);

    /// <summary>Whether it is one of these definitions: their ids begin with what they are.</summary>
    public bool Is(string kind) => Workflow.StartsWith(kind, StringComparison.Ordinal);

    /// <summary>All there are, from the database of a server that has ended.</summary>
    public static async Task<IReadOnlyList<TriggerStart>> ReadAsync(ServerSite site)
    {
        await using DbConnection connection = site.Database is { } database
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(site.Data, "orchestrator.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "select events from journal_events where events like '%\"caller\":\"workflows/%/triggers/%'";
        await using var reader = await command.ExecuteReaderAsync();
        var starts = new List<TriggerStart>();
        while (await reader.ReadAsync())
            starts.Add(Of(JsonDocument.Parse(reader.GetString(0)).RootElement[0].GetProperty("order")));
        return starts;
    }

    private static TriggerStart Of(JsonElement order) => new(
        order.GetProperty("caller").GetString()!.Split('/')[1],
        order.GetProperty("requestId").GetString()!,
        order.GetProperty("trigger").TryGetProperty("payload", out var payload)
            && payload.ValueKind == JsonValueKind.Object
            ? payload.GetProperty("number").GetInt32()
            : 0);
}
