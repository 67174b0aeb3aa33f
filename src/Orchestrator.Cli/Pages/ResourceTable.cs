using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What services hold, one resource a line.</summary>
internal static class ResourceTable
{
    private static readonly Column[] Columns =
    [
        new("ADAPTER"),
        new("KIND"),
        new("ID"),
        new("SERVICE"),
        new("SINCE", Worth: 3),
        new("STEP", 8, Worth: 2),
        new("ATTRIBUTES", 16, Worth: 1),
    ];

    public static IRenderable Of(ListResourcesResponse answer, DateTimeOffset now, int width)
    {
        if (answer.Resources.Count == 0) return new Text("Nothing of that kind is held.\n", Styles.Dim);

        return MorePages.After(Of(answer.Resources, now, width, withService: true), answer);
    }

    public static IRenderable Of(
        IEnumerable<ServiceResource> resources, DateTimeOffset now, int width, bool withService) =>
        FittedTable.Of(Columns, [.. resources.Select(one => Row(one, now, withService))], width);

    private static Cell[] Row(ServiceResource one, DateTimeOffset now, bool withService) =>
    [
        one.Adapter,
        one.Certainty == ServiceResource.Types.Certainty.PossiblyHeld ? $"{one.Kind}, possibly held" : one.Kind,
        one.ExternalId,
        withService ? Names.Short(one.Service) : "",
        Age.Of(one.SinceTime, now),
        one.Step,
        string.Join(", ", one.Attributes
            .OrderBy(static attribute => attribute.Key, StringComparer.Ordinal)
            .Select(static attribute => $"{attribute.Key}={attribute.Value}")),
    ];
}
