using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Orchestrator.Engine.Auditing;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Auditing;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using Finding = Orchestrator.V1.Finding;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// A site whose database and world have services with mismatches of all kinds among them, of a product that its servers
/// know; and what clients see of the audits there.
/// </summary>
internal sealed class LeakyServices : IDisposable
{
    private const int Services = 2_000;
    private const int Mismatches = 1_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private readonly TemporaryFolder _products = new("products");
    private readonly ServerSite _site;

    /// <param name="site">No server has run there yet.</param>
    public LeakyServices(ServerSite site)
    {
        var folder = Directory.CreateDirectory(_products.PathOf(SeededWorld.Product)).FullName;
        File.WriteAllText(Path.Combine(folder, "product.json"), $$"""
            {
              "id": "{{SeededWorld.Product}}",
              "displayName": "Line",
              "payment": {
                "kind": "recurring", "period": "P1M", "amount": "29.90", "currency": "EUR",
                "billedBy": { "adapter": "billing", "kind": "subscription" }
              },
              "actions": { "provision": "provision.json", "deprovision": "deprovision.json" },
              "waivers": [
                { "step": "step", "who": "Tests", "why": "It does nothing.", "until": "2099-12-31" }
              ],
              "inputs": { "type": "object", "properties": {} }
            }
            """);
        foreach (var action in new[] { "provision", "deprovision" })
            File.WriteAllText(Path.Combine(folder, $"{action}.json"), $$"""
                {
                  "definitionId": "line-{{action}}", "name": "line-{{action}}", "description": "For a test.",
                  "root": {
                    "id": "root", "type": "Elsa.Sequence",
                    "activities": [
                      { "id": "step", "type": "Orchestrator.Step", "adapter": "null", "operation": "do", "input": {} }
                    ]
                  }
                }
                """);
        _site = site;
        _site.WorkflowsFolder = _products.Path;

        // What hangs is to be found, and not to be torn down meanwhile.
        _site.With("Recurring__teardown-retries__Enabled", "false");
    }

    /// <summary>Makes them, with a server that makes the tables first; none runs then.</summary>
    /// <returns>What audits must find, and nothing else: see <see cref="NameOf"/>.</returns>
    public async Task<IReadOnlySet<string>> SeedAsync(int seed)
    {
        await _site.StartAsync();
        Assert.Equal(0, await _site.Server.StopAsync());
        await using DbConnection database = _site.Database is { } postgres
            ? new NpgsqlConnection(postgres + ";Pooling=false")
            : new SqliteConnection($"Data Source={Path.Combine(_site.Data, "orchestrator.db")};Pooling=False");
        await using var world = new SqliteConnection($"Data Source={_site.Sandbox};Pooling=False");
        await database.OpenAsync();
        await world.OpenAsync();
        return await SeededWorld.SeedAsync(database, world, Services, Mismatches, seed);
    }

    /// <summary>What is found by now and not resolved.</summary>
    public async Task<List<Finding>> FoundAsync()
    {
        var found = new List<Finding>();
        for (var token = ""; ;)
        {
            var page = await Lost.SendUntilAnsweredAsync(() => _site.Audits.ListFindingsAsync(
                new ListFindingsRequest { PageSize = 1000, PageToken = token }).ResponseAsync);
            found.AddRange(page.Findings);
            if (page.NextPageToken.Length == 0)
                return found;

            token = page.NextPageToken;
        }
    }

    /// <summary>Waits until the open audit has found more than so many, and fails where it ends before.</summary>
    /// <returns>How many.</returns>
    public async Task<int> FindsMoreThanAsync(int count, string audit)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pace))
        {
            var found = (await FoundAsync()).Count;
            var state = (await StateAsync(audit)).State;
            Assert.True(
                state is Audit.Types.State.Waiting or Audit.Types.State.Running,
                $"{audit} is {state} with {found} findings: it was too fast to be killed.");
            if (found > count)
                return found;
            Assert.True(
                waited.Elapsed < ServerSite.StartMax,
                $"{audit} does not go on after {found} findings. The server wrote:\n{_site.Server.Captured}");
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task<Audit> EndAsync(string audit)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pace))
        {
            var now = await StateAsync(audit);
            if (now.EndTime is not null)
                return now;
            Assert.True(
                waited.Elapsed < ServerSite.StartMax,
                $"It does not end: {now}. The server wrote:\n{_site.Server.Captured}");
        }
    }

    public Task<Finding> ShowAsync(string name) => Lost.SendUntilAnsweredAsync(
        () => _site.Audits.GetFindingAsync(new GetFindingRequest { Name = name }).ResponseAsync);

    /// <summary>As <see cref="SeededWorld.NameOf"/> names what must be found.</summary>
    public static string NameOf(Finding found) => SeededWorld.NameOf(new(
        (FindingKind)found.Kind,
        "",
        found.Adapter.Split('/')[^1],
        found.ResourceKind,
        found.ExternalId,
        found.Service.Split('/')[^1])
    {
        Summary = "",
    });

    public void Dispose() => _products.Dispose();

    private Task<Audit> StateAsync(string audit) => Lost.SendUntilAnsweredAsync(
        () => _site.Audits.GetAuditAsync(new GetAuditRequest { Name = audit }).ResponseAsync);
}
