using System.Text.Json;

namespace Orchestrator.Adapters.Http;

/// <summary>
/// Sends HTTP requests as a workflow writes them. Whatever answer comes is a success of the call: what its status means
/// is the workflow's to say. A request that never reached the other side is tried again; one that was sent and not
/// answered is Unknown, and is known not to matter only where the method has no effect.
/// </summary>
/// <param name="options">What may be called, and how much may come back.</param>
/// <param name="client">Sends them; stays the caller's. Its own time-out should be infinite: steps have theirs.</param>
public sealed class HttpAdapter(HttpAdapterOptions options, HttpClient client) : IAdapter
{
    /// <summary>Any request.</summary>
    public const string Send = "send";

    /// <summary>A request that has no effect: GET, HEAD or OPTIONS.</summary>
    public const string Fetch = "fetch";

    public AdapterDescription Description { get; } = new(
        "http",
        [
            new(Send, HttpSchemas.Request, HttpSchemas.Response) { Summary = "Sends an HTTP request." },
            new(Fetch, HttpSchemas.FetchRequest, HttpSchemas.Response, HasEffect: false)
            {
                Summary = "Sends an HTTP request that changes nothing.",
            },
        ]);

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        var flaw = HttpRequestText.Read(call, options, out var request);
        using (request)
        {
            if (flaw is not null)
                return flaw;

            try
            {
                using var response = await client
                    .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
                    .ConfigureAwait(false);
                return await HttpAnswer.OfAsync(response, options, cancellation).ConfigureAwait(false);
            }
            catch (HttpRequestException failure)
            {
                return HttpFailure.Of(request, failure);
            }
            catch (IOException failure)
            {
                return new Answer.Unknown($"The answer of {HttpFailure.NameOf(request)} broke off: {failure.Message}");
            }
            catch (OperationCanceledException)
            {
                return new Answer.Unknown($"{HttpFailure.NameOf(request)} was not answered in time.");
            }
        }
    }
}

/// <summary>What the operator lets workflows do.</summary>
public sealed record HttpAdapterOptions
{
    /// <summary>
    /// Hosts that may be called, as <c>example.com</c>, <c>example.com:8443</c> or <c>*.example.com</c>; empty: any.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Bytes of an answer's body; more is a permanent failure.</summary>
    public int ResponseBytesMax { get; init; } = 1024 * 1024;
}
