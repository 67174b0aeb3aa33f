namespace Orchestrator.Cli.Paging;

/// <summary>A page of a list of the contract.</summary>
internal interface IPage
{
    /// <summary>Where the next page begins; empty with the last one.</summary>
    string NextPageToken { get; set; }

    /// <summary>Whether nothing is on it, which does not mean that nothing comes after it.</summary>
    bool IsEmpty { get; }
}
