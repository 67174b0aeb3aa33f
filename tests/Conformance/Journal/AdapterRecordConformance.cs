using System.Data.Common;
using System.Security.Cryptography;
using Orchestrator.Engine;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What adapters record is kept for good, apart for each instance, and sealed.</summary>
public abstract class AdapterRecordConformance(Func<Task<DurableHost>> newHost)
    : StoreConformance<DurableHost>(newHost)
{
    private static readonly Sealer Key = new(RandomNumberGenerator.GetBytes(Sealer.KeySize));

    [Fact]
    public async Task What_was_put_is_found_by_the_next_process_too()
    {
        const string Before = "line\n\0\"Zoë\" 🚀";
        await Of("router").PutAsync("7f3a/open-port/do", Before, default);

        Assert.Equal(Before, await Of("router").FindAsync("7f3a/open-port/do", default));
        await RestartAsync();
        Assert.Equal(Before, await Of("router").FindAsync("7f3a/open-port/do", default));
        Assert.Equal("", await PutAndFindAsync("empty", ""));
    }

    [Fact]
    public async Task What_is_put_later_replaces_it_and_other_keys_and_instances_have_their_own()
    {
        await Of("router").PutAsync("key", "first", default);
        await Of("router").PutAsync("key", "second", default);
        await Of("mail").PutAsync("key", "mail's", default);

        Assert.Equal("second", await Of("router").FindAsync("key", default));
        Assert.Equal("mail's", await Of("mail").FindAsync("key", default));
        Assert.Null(await Of("router").FindAsync("Key", default));
        Assert.Null(await Of("Router").FindAsync("key", default));
    }

    [Fact]
    public async Task A_record_holds_a_mebibyte_and_no_more()
    {
        var largest = new string('x', SealedRecords.ContentMax - 2) + "ä";

        Assert.Equal(largest, await PutAndFindAsync("largest", largest));
        await Assert.ThrowsAsync<ArgumentException>(() => Of("router").PutAsync("larger", largest + "x", default));
        Assert.Null(await Of("router").FindAsync("larger", default));
    }

    [Fact]
    public async Task Many_at_once_are_all_kept_and_of_one_key_the_last()
    {
        await Task.WhenAll(Enumerable.Range(0, 600).Select(number => Task.Run(
            () => Of("router").PutAsync($"key-{number}", $"content {number}", default))));
        Task[] inOrder = [.. Enumerable.Range(0, 50).Select(
            number => Of("router").PutAsync("same", $"content {number}", default))];
        await Task.WhenAll(inOrder);

        foreach (var number in (int[])[0, 63, 64, 599])
            Assert.Equal($"content {number}", await Of("router").FindAsync($"key-{number}", default));
        Assert.Equal(601, await Host.ReadAsync("select count(*) from adapter_records"));
        Assert.Equal("content 49", await Of("router").FindAsync("same", default));
    }

    [Fact]
    public async Task The_database_holds_nothing_in_clear_and_another_key_reads_nothing()
    {
        await Of("router").PutAsync("key", "snmp-community", default);

        Assert.Equal(0, await Host.ReadAsync(
            $"select count(*) from adapter_records where {Text} like '%snmp%'"));
        var other = Of("router", new Sealer(RandomNumberGenerator.GetBytes(Sealer.KeySize)));
        var refused = await Assert.ThrowsAsync<IOException>(() => other.FindAsync("key", default));
        Assert.Equal(
            "The record 'key' of adapter instance 'router' was sealed with another key. Give this server the sealing key "
            + "of the one that wrote it.",
            refused.Message);
    }

    [Fact]
    public async Task A_failure_befalls_those_that_were_put_then_and_nobody_later()
    {
        await Host.ExecuteAsync("alter table adapter_records rename to away");
        await Assert.ThrowsAnyAsync<DbException>(() => Of("router").PutAsync("key", "first", default));

        await Host.ExecuteAsync("alter table away rename to adapter_records");

        Assert.Equal("second", await PutAndFindAsync("key", "second"));
    }

    private string Text => Host is SqliteHost ? "cast(content as text)" : "encode(content, 'escape')";

    private SealedRecords Of(string instance, Sealer? sealer = null) =>
        new SealedRecords(Process.AdapterRecords!, instance, sealer ?? Key, TimeProvider.System);

    private async Task<string?> PutAndFindAsync(string key, string content)
    {
        await Of("router").PutAsync(key, content, default);
        return await Of("router").FindAsync(key, default);
    }
}
