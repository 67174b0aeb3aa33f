using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class StreamTests
{
    [Fact]
    public async Task A_stream_is_read_to_its_end()
    {
        var stream = new Numbers("1", "2", "3");
        List<string> read = [];

        await foreach (var message in stream.ReadAllAsync())
        {
            read.Add(message);
        }

        Assert.Equal(["1", "2", "3"], read);
        Assert.False(await stream.MoveNext());
    }

    [Fact]
    public async Task A_stream_gets_the_token_of_its_reader()
    {
        using var source = new CancellationTokenSource();
        var stream = new Numbers("1", "2", "3");
        List<string> read = [];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in stream.ReadAllAsync().WithCancellation(source.Token))
            {
                read.Add(message);
                await source.CancelAsync();
            }
        });

        Assert.Equal(["1"], read);
        Assert.Equal([source.Token, source.Token], stream.Tokens);
    }

    [Fact]
    public async Task Moving_without_a_token_waits_as_long_as_it_takes()
    {
        var stream = new Numbers("1");

        Assert.True(await stream.MoveNext());
        Assert.Equal("1", stream.Current);
        Assert.Equal([CancellationToken.None], stream.Tokens);
    }

    [Fact]
    public void No_stream_is_refused_before_anything_is_read()
    {
        Assert.Throws<ArgumentNullException>(() => ((IAsyncStreamReader<string>)null!).ReadAllAsync());
        Assert.Throws<ArgumentNullException>(() => { _ = ((IAsyncStreamReader<string>)null!).MoveNext(); });
    }

    [Fact]
    public async Task A_writer_that_cannot_cancel_says_so_instead_of_ignoring_it()
    {
        var writer = new Written();
        using var source = new CancellationTokenSource();

        await ((IAsyncStreamWriter<string>)writer).WriteAsync("1", CancellationToken.None);
        await Assert.ThrowsAsync<NotSupportedException>(
            () => ((IAsyncStreamWriter<string>)writer).WriteAsync("2", source.Token));

        Assert.Equal(["1"], writer.Messages);
    }

    private sealed class Numbers(params string[] messages) : IAsyncStreamReader<string>
    {
        private int _index = -1;

        public List<CancellationToken> Tokens { get; } = [];

        public string Current => messages[_index];

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            Tokens.Add(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(++_index < messages.Length);
        }
    }

    private sealed class Written : IServerStreamWriter<string>
    {
        public List<string> Messages { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Messages.Add(message);
            return Task.CompletedTask;
        }
    }
}
