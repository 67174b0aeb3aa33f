using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;

namespace Orchestrator.Adapters.Ldap.Wire;

/// <summary>A connection to a directory, for one request at a time. A failure on the way is an IOException.</summary>
internal sealed class LdapConnection : IAsyncDisposable
{
    private const int MessageBytesMax = 16 * 1024 * 1024;
    private const int PageEntries = 200;

    private Stream _stream;
    private int _id;

    private LdapConnection(Stream stream) => _stream = stream;

    public static async Task<LdapConnection> OpenAsync(string host, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
            return new LdapConnection(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>From here on everything is encrypted.</summary>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellation)
    {
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
    }

    public Task<LdapResult> StartTlsAsync(CancellationToken cancellation) =>
        AskAsync(LdapMessages.StartTls, LdapMessages.ExtendedResponse, cancellation);

    public Task<LdapResult> BindAsync(string dn, string password, CancellationToken cancellation) => AskAsync(
        writer => LdapMessages.Bind(writer, dn, password), LdapMessages.BindResponse, cancellation);

    public Task<LdapResult> AddAsync(string dn, LdapAttributes attributes, CancellationToken cancellation) => AskAsync(
        writer => LdapMessages.Add(writer, dn, attributes), LdapMessages.AddResponse, cancellation);

    public Task<LdapResult> DeleteAsync(string dn, CancellationToken cancellation) =>
        AskAsync(writer => LdapMessages.Delete(writer, dn), LdapMessages.DeleteResponse, cancellation);

    public Task<LdapResult> ModifyAsync(string dn, IReadOnlyList<LdapChange> changes, CancellationToken cancellation) =>
        AskAsync(writer => LdapMessages.Modify(writer, dn, changes), LdapMessages.ModifyResponse, cancellation);

    /// <summary>The entry of that name with all that is not operational; null where there is none.</summary>
    /// <exception cref="LdapResultException">The directory refuses.</exception>
    public async Task<LdapEntry?> FindAsync(string dn, CancellationToken cancellation)
    {
        var (entries, _) = await PageAsync(
            new LdapSearch(dn, LdapScope.Base, "(objectClass=*)", []), [], cancellation).ConfigureAwait(false);
        return entries.SingleOrDefault();
    }

    /// <summary>What is found, page by page; nothing where the base is not there.</summary>
    /// <exception cref="LdapResultException">The directory refuses.</exception>
    /// <exception cref="FormatException">The filter is none.</exception>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(
        LdapSearch search, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var cookie = Array.Empty<byte>();
        do
        {
            (var entries, cookie) = await PageAsync(search, cookie, cancellation).ConfigureAwait(false);
            foreach (var entry in entries)
                yield return entry;
        }
        while (cookie.Length > 0);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<(List<LdapEntry> Entries, byte[] Cookie)> PageAsync(
        LdapSearch search, byte[] cookie, CancellationToken cancellation)
    {
        await SendAsync(
            writer =>
            {
                LdapMessages.Search(writer, search);
                if (search.Scope != LdapScope.Base)
                    LdapMessages.Page(writer, PageEntries, cookie);
            },
            cancellation).ConfigureAwait(false);
        for (var entries = new List<LdapEntry>(); ;)
        {
            var message = await ReceiveAsync(cancellation).ConfigureAwait(false);
            var (tag, response) = Open(message);
            if (tag == LdapMessages.SearchEntry)
                entries.Add(LdapMessages.Entry(response));
            if (tag is LdapMessages.SearchEntry or LdapMessages.SearchReference)
                continue;
            if (tag != LdapMessages.SearchDone)
                throw new IOException($"The directory answered a search with a message of kind {tag}.");

            return LdapMessages.Result(response) switch
            {
                { Code: LdapResult.Success } => (entries, LdapMessages.Cookie(message)),
                { Code: LdapResult.NoSuchObject } => ([], []),
                var result => throw new LdapResultException($"Looking below '{search.Base}' failed", result),
            };
        }
    }

    private async Task<LdapResult> AskAsync(Action<AsnWriter> write, int expected, CancellationToken cancellation)
    {
        await SendAsync(write, cancellation).ConfigureAwait(false);
        var (tag, response) = Open(await ReceiveAsync(cancellation).ConfigureAwait(false));
        return tag == expected
            ? LdapMessages.Result(response)
            : throw new IOException($"The directory answered with a message of kind {tag}.");
    }

    private async Task SendAsync(Action<AsnWriter> write, CancellationToken cancellation)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(++_id);
            write(writer);
        }

        await _stream.WriteAsync(writer.Encode(), cancellation).ConfigureAwait(false);
        await _stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The next message to the last request, from its operation on.</summary>
    private async Task<AsnReader> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var bytes = await ReadAsync(cancellation).ConfigureAwait(false);
                var message = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
                var id = (int)message.ReadInteger();
                if (id == _id)
                    return message;
                if (id == 0)
                    throw new IOException("The directory ended the connection.");
            }
        }
        catch (Exception wrong) when (wrong is AsnContentException or OverflowException)
        {
            throw new IOException("The directory answered with what is no LDAP.", wrong);
        }
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellation)
    {
        var head = new byte[6];
        await _stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellation).ConfigureAwait(false);
        var (headLength, length) = (2, (int)head[1]);
        if (length >= 0x80)
        {
            var bytes = length & 0x7f;
            if (bytes is 0 or > 4)
                throw new IOException("The directory answered with a message whose length cannot be told.");

            await _stream.ReadExactlyAsync(head.AsMemory(2, bytes), cancellation).ConfigureAwait(false);
            (headLength, length) = (2 + bytes, 0);
            foreach (var one in head.AsSpan(2, bytes))
                length = (length << 8) | one;
        }

        if (length is < 0 or > MessageBytesMax)
            throw new IOException($"The directory answered with more than {MessageBytesMax} bytes.");

        var message = new byte[headLength + length];
        head.AsSpan(0, headLength).CopyTo(message);
        await _stream.ReadExactlyAsync(message.AsMemory(headLength), cancellation).ConfigureAwait(false);
        return message;
    }

    private static (int Tag, AsnReader Response) Open(AsnReader message)
    {
        try
        {
            var tag = message.PeekTag();
            return (tag.TagValue, message.ReadSequence(tag));
        }
        catch (AsnContentException wrong)
        {
            throw new IOException("The directory answered with what is no LDAP.", wrong);
        }
    }
}
