using System.Security.Cryptography;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class SealedRecordsTests
{
    [Fact]
    public async Task A_database_that_is_away_is_an_input_or_output_that_fails()
    {
        var sealer = new Sealer(RandomNumberGenerator.GetBytes(Sealer.KeySize));
        var records = new SealedRecords(new Away(), "router", sealer, TimeProvider.System);

        var put = await Assert.ThrowsAsync<IOException>(() => records.PutAsync("key", "content", default));
        var found = await Assert.ThrowsAsync<IOException>(() => records.FindAsync("key", default));

        Assert.Equal(("It is away.", "It is away."), (put.Message, found.Message));
    }

    private sealed class Away : IAdapterRecordStore
    {
        public Task<byte[]?> FindAsync(string instance, string key, CancellationToken cancellation) =>
            throw new JournalUnavailableException("It is away.");

        public Task PutAsync(AdapterRecord record, CancellationToken cancellation) =>
            Task.FromException(new JournalUnavailableException("It is away."));
    }
}
