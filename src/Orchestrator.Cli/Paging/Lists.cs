using Orchestrator.Cli.Paging;

// The contract's lists, one line for what is asked and one for what is answered.
namespace Orchestrator.V1;

internal partial class ListActivationsRequest : IPageRequest;
internal partial class ListActivationsResponse : IPage { bool IPage.IsEmpty => Activations.Count == 0; }

internal partial class ListAuditsRequest : IPageRequest;
internal partial class ListAuditsResponse : IPage { bool IPage.IsEmpty => Audits.Count == 0; }

internal partial class ListFindingsRequest : IPageRequest;
internal partial class ListFindingsResponse : IPage { bool IPage.IsEmpty => Findings.Count == 0; }

internal partial class ListProductsRequest : IPageRequest;
internal partial class ListProductsResponse : IPage { bool IPage.IsEmpty => Products.Count == 0; }

internal partial class ListResourcesRequest : IPageRequest;
internal partial class ListResourcesResponse : IPage { bool IPage.IsEmpty => Resources.Count == 0; }

internal partial class ListServicesRequest : IPageRequest;
internal partial class ListServicesResponse : IPage { bool IPage.IsEmpty => Services.Count == 0; }

internal partial class ListWorkflowsRequest : IPageRequest;
internal partial class ListWorkflowsResponse : IPage { bool IPage.IsEmpty => Workflows.Count == 0; }

internal partial class GetTimelineRequest : IPageRequest;
internal partial class GetTimelineResponse : IPage { bool IPage.IsEmpty => Entries.Count == 0; }
