using System.Diagnostics;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>Kills the server, or the database, at moments that nobody chose, and starts it again.</summary>
internal sealed class Killer(Victim victim, Ledger ledger, Random random)
{
    private const int OrdersBetween = 5;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ProgressMax = TimeSpan.FromSeconds(30);

    /// <summary>How often it was killed.</summary>
    public int Killed { get; private set; }

    /// <summary>Ends with a server that serves, and that has taken orders.</summary>
    public async Task RunAsync(int kills, Load load)
    {
        while (Killed < kills)
        {
            await ProgressAsync(load);
            await Task.Delay(random.Next(1_200));
            await KillAsync();

            // One in four dies again while it recovers.
            await victim.LaunchAsync();
            if (Killed < kills && random.Next(4) == 0)
            {
                await Task.Delay(random.Next(1_500));
                await KillAsync();
                await victim.LaunchAsync();
            }

            await victim.ServesAsync();
        }

        await ProgressAsync(load);
    }

    private async Task KillAsync()
    {
        await victim.KillAsync();
        Killed++;
    }

    /// <summary>
    /// Waits until some orders more are acknowledged: a server that never takes one is not tried by being killed.
    /// </summary>
    private async Task ProgressAsync(Load load)
    {
        var before = ledger.Count;
        for (var waited = Stopwatch.StartNew(); ledger.Count < before + OrdersBetween; await Task.Delay(Pace))
        {
            load.Check();
            Assert.True(
                waited.Elapsed < ProgressMax,
                $"No order was acknowledged for {ProgressMax}. The server wrote:\n{victim.Log}");
        }
    }
}
