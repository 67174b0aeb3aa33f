using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Answers;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared.Requests;

/// <summary>Sends requests to the system, each once.</summary>
/// <param name="client">Follows no redirect, and sends nothing twice.</param>
/// <param name="baseUrl">Where paths begin, without a slash at its end.</param>
/// <param name="credentials">What secrets stand for.</param>
/// <param name="common">Headers of every request: credentials, and what the declaration adds.</param>
/// <param name="keyHeader">The header for idempotency keys; null where the system takes none.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpSystem(
    HttpClient client,
    string baseUrl,
    Credentials credentials,
    IReadOnlyList<(string Name, Template Value)> common,
    string? keyHeader,
    TimeProvider time)
{
    private const int ResponseBytesMax = 16 * 1024 * 1024;

    public TimeProvider Time => time;

    public string Redact(string text) => credentials.Redact(text);

    /// <summary>Whether credentials may be sent there.</summary>
    public bool Owns(Uri address) =>
        address.GetLeftPart(UriPartial.Authority) == new Uri(baseUrl).GetLeftPart(UriPartial.Authority);

    public Uri Absolute(string address) => new(new Uri(baseUrl + "/"), address);

    /// <summary>The request that a template makes, sent.</summary>
    /// <param name="template">What to send.</param>
    /// <param name="scope">What its places stand for.</param>
    /// <param name="key">The idempotency key; null for what has no effect.</param>
    /// <param name="cancellation">Gives it up.</param>
    public Task<Exchange> SendAsync(
        RequestTemplate template, Scope scope, string? key, CancellationToken cancellation) =>
        SendAsync(secret => template.Fill(baseUrl, scope, secret), scope, key, cancellation);

    /// <summary>A question about a status.</summary>
    public Task<Exchange> GetAsync(Uri address, Scope scope, CancellationToken cancellation) =>
        SendAsync(_ => new HttpRequestMessage(HttpMethod.Get, address), scope, null, cancellation);

    private async Task<Exchange> SendAsync(
        Func<Scope, HttpRequestMessage> make, Scope scope, string? key, CancellationToken cancellation)
    {
        HttpRequestMessage request;
        try
        {
            var secret = credentials.AddTo(scope);
            request = make(secret);
            RequestTemplate.AddHeaders(request, common, secret);
        }
        catch (TemplateException missing)
        {
            return new Exchange.Failed(new Answer.Permanent("INVALID_INPUT", missing.Message));
        }
        catch (SecretException missing)
        {
            return new Exchange.Failed(new Answer.Retryable("CREDENTIALS_MISSING", Shown.Sentence(missing.Message)));
        }

        using (request)
        {
            // PUT and DELETE are idempotent by definition (RFC 9110, 9.2.2), and systems refuse or ignore keys there.
            if (key is not null && keyHeader is not null && request.Method.Method is ("POST" or "PATCH"))
                request.Headers.TryAddWithoutValidation(keyHeader, key);
            return await SendAsync(request, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Exchange> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            var read = await ResponseText.ReadAsync(response, ResponseBytesMax, cancellation).ConfigureAwait(false);
            return read is { } shown
                ? new Exchange.Answered(
                    HttpFailure.NameOf(request),
                    (int)response.StatusCode,
                    RetryAfter.Of(response.Headers.RetryAfter, time.GetUtcNow()),
                    shown)
                : Lost(request, $"was answered with more than {ResponseBytesMax} bytes");
        }
        catch (HttpRequestException failure)
        {
            return new Exchange.Failed(Clean(HttpFailure.Of(request, failure)));
        }
        catch (IOException failure)
        {
            return Lost(request, $"broke off within its answer: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            return Lost(request, "was not answered in time");
        }
    }

    private Exchange.Failed Lost(HttpRequestMessage request, string how) =>
        new(Clean(new Answer.Unknown($"{HttpFailure.NameOf(request)} {how}.")));

    private Answer Clean(Answer answer) => answer switch
    {
        Answer.Retryable retryable => retryable with { Message = Shown.Sentence(Redact(retryable.Message)) },
        Answer.Unknown unknown => unknown with { Message = Shown.Sentence(Redact(unknown.Message)) },
        _ => answer,
    };
}

/// <summary>What came of a request.</summary>
internal abstract record Exchange
{
    /// <summary>There was no answer, or the request could not even be made.</summary>
    public sealed record Failed(Answer Why) : Exchange;

    /// <summary>There was one.</summary>
    /// <param name="Request">Method and path, for messages.</param>
    /// <param name="Status">Of HTTP.</param>
    /// <param name="RetryAfter">As the system asks; null where it does not.</param>
    /// <param name="Response">Status, headers by their names in small letters, and body.</param>
    public sealed record Answered(string Request, int Status, TimeSpan? RetryAfter, JsonElement Response) : Exchange;
}
