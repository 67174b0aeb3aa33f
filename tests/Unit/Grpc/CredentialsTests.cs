using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class CredentialsTests
{
    private static readonly AsyncAuthInterceptor Token = (_, metadata) =>
    {
        metadata.Add("authorization", "Bearer x");
        return Task.CompletedTask;
    };

    private static readonly CallCredentials Caller = CallCredentials.FromInterceptor(Token);

    [Fact]
    public void Call_credentials_tell_what_they_are()
    {
        var told = new Told();
        var both = CallCredentials.Compose(Caller, Caller);

        Caller.InternalPopulateConfiguration(told, "state");
        both.InternalPopulateConfiguration(told, "state");

        Assert.Equal([("state", Token), ("state", (Caller, Caller))], told.Calls);
    }

    [Fact]
    public void A_composition_needs_two()
    {
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose());
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose(Caller));
        Assert.Throws<ArgumentNullException>(() => CallCredentials.Compose(null!));
        Assert.Throws<ArgumentNullException>(() => CallCredentials.FromInterceptor(null!));
    }

    [Fact]
    public void Channel_credentials_tell_what_they_are()
    {
        var told = new ToldChannel();
        var pair = new KeyCertificatePair("chain", "key");
        VerifyPeerCallback verify = _ => true;
        var full = new SslCredentials("roots", pair, verify);
        var composed = ChannelCredentials.Create(full, Caller);

        ChannelCredentials.Insecure.InternalPopulateConfiguration(told, 1);
        ChannelCredentials.SecureSsl.InternalPopulateConfiguration(told, 2);
        full.InternalPopulateConfiguration(told, 3);
        composed.InternalPopulateConfiguration(told, 4);

        Assert.Equal(
            [(1, "insecure"), (2, default((string?, KeyCertificatePair?, VerifyPeerCallback?))),
                (3, ((string?)"roots", (KeyCertificatePair?)pair, (VerifyPeerCallback?)verify)),
                (4, ((ChannelCredentials)full, Caller))],
            told.Calls);
    }

    [Fact]
    public void Ssl_credentials_keep_what_they_are_given()
    {
        var pair = new KeyCertificatePair("chain", "key");

        Assert.Equal(("roots", null), Parts(new SslCredentials("roots")));
        Assert.Equal(("roots", pair), Parts(new SslCredentials("roots", pair)));
        Assert.Equal((null, null), Parts(new SslCredentials()));
        Assert.Equal(("chain", "key"), (pair.CertificateChain, pair.PrivateKey));
        Assert.Throws<ArgumentNullException>(() => new KeyCertificatePair(null!, "key"));
        Assert.Throws<ArgumentNullException>(() => new KeyCertificatePair("chain", null!));
    }

    [Fact]
    public void Who_calls_is_not_told_to_an_insecure_channel()
    {
        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, Caller));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(null!, Caller));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, null!));
    }

    [Fact]
    public void What_is_known_of_a_caller_is_found_by_name()
    {
        var name = AuthProperty.Create("name", "grün"u8.ToArray());
        var other = AuthProperty.Create("name", "b"u8.ToArray());
        var serial = AuthProperty.Create("serial", [1]);
        var properties = new Dictionary<string, List<AuthProperty>> { ["name"] = [name, other], ["serial"] = [serial] };

        var known = new AuthContext("name", properties);
        var unknown = new AuthContext(null, []);

        Assert.True(known.IsPeerAuthenticated);
        Assert.Equal("name", known.PeerIdentityPropertyName);
        Assert.Equal([name, other], known.PeerIdentity);
        Assert.Equal([name, other, serial], known.Properties);
        Assert.Equal([serial], known.FindPropertiesByName("serial"));
        Assert.Empty(known.FindPropertiesByName("nothing"));
        Assert.False(unknown.IsPeerAuthenticated);
        Assert.Empty(unknown.PeerIdentity);
        Assert.Equal(("name", "grün"), (name.Name, name.Value));
    }

    [Fact]
    public void The_bytes_of_a_property_are_its_own()
    {
        byte[] given = [1];
        var property = AuthProperty.Create("name", given);

        given[0] = 9;
        property.ValueBytes[0] = 9;

        Assert.Equal([1], property.ValueBytes);
    }

    [Fact]
    public void The_call_that_credentials_are_asked_for_is_known()
    {
        using var source = new CancellationTokenSource();
        var context = new AuthInterceptorContext("https://host/service", "Method", source.Token);

        Assert.Equal(
            ("https://host/service", "Method", source.Token),
            (context.ServiceUrl, context.MethodName, context.CancellationToken));
        Assert.False(new AuthInterceptorContext("url", "name").CancellationToken.CanBeCanceled);
        Assert.Throws<ArgumentNullException>(() => new AuthInterceptorContext(null!, "name"));
        Assert.Throws<ArgumentNullException>(() => new AuthInterceptorContext("url", null!));
    }

    private static (string?, KeyCertificatePair?) Parts(SslCredentials credentials) =>
        (credentials.RootCertificates, credentials.KeyCertificatePair);

    private sealed class Told : CallCredentialsConfiguratorBase
    {
        public List<(object?, object)> Calls { get; } = [];

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials) =>
            Calls.Add((state, (credentials[0], credentials[1])));

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) =>
            Calls.Add((state, interceptor));
    }

    private sealed class ToldChannel : ChannelCredentialsConfiguratorBase
    {
        public List<(object?, object)> Calls { get; } = [];

        public override void SetInsecureCredentials(object? state) => Calls.Add((state, "insecure"));

        public override void SetSslCredentials(
            object? state, string? rootCertificates, KeyCertificatePair? pair, VerifyPeerCallback? verify) =>
            Calls.Add((state, (rootCertificates, pair, verify)));

        public override void SetCompositeCredentials(
            object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
            Calls.Add((state, (channelCredentials, callCredentials)));
    }
}
