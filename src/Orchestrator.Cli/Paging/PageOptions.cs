using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Orchestrator.Cli.Arguments;

namespace Orchestrator.Cli.Paging;

/// <summary>Which page of a list is shown, or that all of them are.</summary>
internal sealed class PageOptions
{
    private readonly Option<int> _size = new("--page-size")
    {
        Description = "How many at once, 1000 at most [default: 50]",
        HelpName = "N",
    };

    private readonly Option<string?> _token = Symbols.Text("--page-token", "TOKEN", "Goes on where a page ended");

    private readonly Option<bool> _all = new("--all") { Description = "Every page, not only one" };

    public IEnumerable<Symbol> All => [_size, _token, _all];

    /// <summary>Asks for the page, or for one after the other, and gives one answer with all that was on them.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="request">What is asked for, but for the page.</param>
    /// <param name="list">The method of the service.</param>
    /// <param name="session">How to call it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <remarks>A page that is empty and not the last one answers nothing yet: the next one is asked for.</remarks>
    public async Task<TAnswer> ReadAsync<TRequest, TAnswer>(
        ParseResult parsed,
        TRequest request,
        Func<TRequest, CallOptions, AsyncUnaryCall<TAnswer>> list,
        Session session,
        CancellationToken cancellation)
        where TRequest : IPageRequest
        where TAnswer : IMessage<TAnswer>, IPage, new()
    {
        request.PageSize = parsed.GetValue(_size);
        request.PageToken = parsed.GetValue(_token) ?? "";

        var whole = new TAnswer();
        do
        {
            var page = await list(request, session.Call(cancellation));
            whole.MergeFrom(page);
            whole.NextPageToken = request.PageToken = page.NextPageToken;
        }
        while ((parsed.GetValue(_all) || whole.IsEmpty) && whole.NextPageToken.Length > 0);

        return whole;
    }
}
