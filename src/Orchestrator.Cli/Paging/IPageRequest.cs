namespace Orchestrator.Cli.Paging;

/// <summary>A request for one page of a list. Every list of the contract is asked for in this way.</summary>
internal interface IPageRequest
{
    /// <summary>How many at the most; 0 leaves it to the server.</summary>
    int PageSize { get; set; }

    /// <summary>Where the page before ended; empty for the first.</summary>
    string PageToken { get; set; }
}
