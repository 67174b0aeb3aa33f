using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Engine.Workers;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class WorkerTokenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("token");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Who_shows_the_token_may_serve_and_nobody_else()
    {
        _folder.Write("token", "let me in\n");

        var allowed = new[] { "let me in", "let me", "", null }.Select(Token().Allows);

        Assert.Equal([true, false, false, false], allowed);
    }

    [Fact]
    public void A_token_that_is_empty_lets_nobody_in_who_shows_nothing()
    {
        _folder.Write("token", "\n");

        Assert.Throws<SecretException>(() => Token().Allows(null));
        Assert.Throws<SecretException>(() => Token().Allows(""));
    }

    private WorkerToken Token() =>
        new(new SecretReader(_folder.Path), JsonElement.Parse("""{ "file": "token" }"""));
}
