using System.Text;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Netconf.Messages;

namespace Orchestrator.Tests.Unit.Adapters.Netconf;

/// <summary>RFC 6242's two ways of telling where a message ends, and what does not keep to them.</summary>
public sealed class FramingTests
{
    private const int BytesMax = 1000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_come_out_as_they_went_in_however_they_are_cut_up(bool isChunked)
    {
        string[] messages = ["<a/>", "<b>]]>]] > # ü€𝄞 \n##\n</b>", new string('x', BytesMax)];
        var bytes = messages.SelectMany(message => MessageText.Frame(message, isChunked)).ToArray();

        for (var piece = 1; piece < 40; piece++)
        {
            var reader = Reader(bytes, isChunked, piece);
            foreach (var message in messages)
                Assert.Equal(message, await reader.ReadAsync(CancellationToken.None));
            await Assert.ThrowsAsync<EndOfStreamException>(() => reader.ReadAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_message_may_come_in_several_chunks()
    {
        var reader = Reader("\n#2\n<a\n#2\n/>\n##\n"u8.ToArray(), isChunked: true, 3);

        Assert.Equal("<a/>", await reader.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("<a/>]]>]]>")]
    [InlineData("\n#0\n\n##\n")]
    [InlineData("\n#01\n<\n##\n")]
    [InlineData("\n#-1\n<\n##\n")]
    [InlineData("\n#x\n<\n##\n")]
    [InlineData("\n#\n<\n##\n")]
    [InlineData("\n#4294967296000\n<\n##\n")]
    [InlineData("\n#9999999999\n<\n##\n")]
    [InlineData("\n#1\n<#1\n>\n##\n")]
    [InlineData("\n##x")]
    [InlineData("\n#1001\n")]
    [InlineData("\n#999\n")]
    public async Task What_is_no_chunk_is_an_error_and_no_message(string text)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => Reader(Encoding.UTF8.GetBytes(text), isChunked: true, 7).ReadAsync(CancellationToken.None));

        Assert.True(failure is InvalidDataException or EndOfStreamException, failure.ToString());
    }

    [Fact]
    public async Task A_message_without_an_end_is_given_up_at_the_bound()
    {
        var endless = new PiecewiseStream(new byte[BytesMax * 100], 16 * 1024);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => new MessageReader(endless, BytesMax).ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Rubbish_never_does_anything_but_fail_or_be_a_message()
    {
        var letters = "\n#0129]>x<"u8.ToArray();
        var (random, read, failed) = (new Random(7), 0, 0);
        for (var run = 0; run < 5_000; run++)
        {
            var bytes = Enumerable.Range(0, 40).Select(_ => letters[random.Next(letters.Length)]).ToArray();
            byte[] start = run % 3 == 0 ? "\n#1\nx"u8.ToArray() : [];
            var reader = Reader([.. start, .. bytes, .. "\n##\n]]>]]>"u8.ToArray()], run % 2 == 0, 5);
            try
            {
                await reader.ReadAsync(CancellationToken.None);
                read++;
            }
            catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
            {
                failed++;
            }
        }

        Assert.Equal(5_000, read + failed);
        Assert.True(read > 0 && failed > 0, $"{read} were read, {failed} failed");
    }

    [Fact]
    public void A_hello_is_understood_after_a_greeting_for_people()
    {
        var hello = Hello.Parse(
            """
            Welcome to a1.
            <hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities>
              <capability>urn:ietf:params:netconf:base:1.0</capability>
              <capability> urn:ietf:params:netconf:capability:validate:1.1 </capability>
              <capability>urn:ietf:params:netconf:capability:confirmed-commit:1.0</capability>
            </capabilities><session-id>4</session-id></hello>
            """);

        Assert.Equal("4", hello.SessionId);
        Assert.Equal(
            (false, false, true, true, true, false),
            (hello.IsChunked, hello.HasCandidate, hello.HasValidate, hello.HasTestThenSet, hello.HasConfirmedCommit,
                hello.HasCancelCommit));
        Assert.Throws<InvalidDataException>(() => Hello.Parse("login:"));
        Assert.Throws<InvalidDataException>(() => Hello.Parse("<html/>"));
    }

    [Fact]
    public void An_error_says_all_that_the_device_said()
    {
        var error = RpcError.Parse(System.Xml.Linq.XElement.Parse(
            """
            <rpc-error xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><error-type>protocol</error-type>
            <error-tag>lock-denied</error-tag><error-severity>error</error-severity><error-app-tag>busy</error-app-tag>
            <error-path>/rpc/lock</error-path><error-message>Lock failed</error-message>
            <error-info><session-id>454</session-id></error-info></rpc-error>
            """));

        var failure = new RpcErrorException("Device 'a1'", "<lock>", [error]);

        Assert.Equal(
            new Answer.Retryable(
                "DEVICE_LOCKED",
                "Device 'a1' refused <lock>: lock-denied (protocol, error, busy) at /rpc/lock: Lock failed "
                    + "[session-id 454]. Wait until that session has ended."),
            failure.ToAnswer());
    }

    private static MessageReader Reader(byte[] bytes, bool isChunked, int piece) =>
        new(new PiecewiseStream(bytes, piece), BytesMax) { IsChunked = isChunked };

    /// <summary>Gives no more than so many bytes at a time, as a network may.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
