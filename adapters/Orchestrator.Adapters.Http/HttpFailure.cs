namespace Orchestrator.Adapters.Http;

/// <summary>What a request without an answer means.</summary>
internal static class HttpFailure
{
    /// <summary>The other side was not reached.</summary>
    public const string ConnectFailed = "CONNECT_FAILED";

    /// <summary>Without what follows the path: that may hold what is secret.</summary>
    public static string NameOf(HttpRequestMessage request) =>
        $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";

    public static Answer Of(HttpRequestMessage request, HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => new Answer.Retryable(
                ConnectFailed,
                $"{request.RequestUri!.Authority} could not be reached: {failure.Message} Look whether it is there."),
        _ => new Answer.Unknown($"{NameOf(request)} was sent, and broke off without an answer: {failure.Message}"),
    };
}
