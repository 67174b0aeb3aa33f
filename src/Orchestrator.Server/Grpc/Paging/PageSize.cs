using Orchestrator.Server.Grpc.Checks;

namespace Orchestrator.Server.Grpc.Paging;

/// <summary>How much of a list is answered at once (AIP-158): larger wishes are capped, not refused.</summary>
internal static class PageSize
{
    public const int Default = 50;
    public const int Max = 1000;

    public static int Of(int asked, Violations violations)
    {
        if (asked < 0)
            violations.Add("page_size", "must not be negative.");

        return asked <= 0 ? Default : Math.Min(asked, Max);
    }
}
