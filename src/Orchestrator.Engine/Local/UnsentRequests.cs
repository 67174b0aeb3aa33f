using Orchestrator.Adapters;

namespace Orchestrator.Engine.Local;

/// <summary>
/// Stands for the HTTP adapter where a definition is only tried: nothing is sent, and every request is as if nobody
/// were there.
/// </summary>
public sealed class UnsentRequests : IAdapter
{
    private const string AnyObject = """{ "type": "object" }""";

    public AdapterDescription Description { get; } = new(
        "http",
        [
            new("send", AnyObject, AnyObject) { Summary = "Would send an HTTP request." },
            new("fetch", AnyObject, AnyObject, HasEffect: false) { Summary = "Would send one that changes nothing." },
        ]);

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) => Task.FromResult<Answer>(
        new Answer.Retryable("CONNECT_FAILED", "Requests are not sent when a definition is only tried."));
}
