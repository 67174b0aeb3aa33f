using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>A page of a list of services.</summary>
internal static class ServiceTable
{
    private static readonly Column[] Columns =
    [
        new("SERVICE"),
        new("STATE"),
        new("CUSTOMER", 8, Worth: 5),
        new("PRODUCT", 9, Worth: 4),
        new("VERSION", Worth: 1),
        new("ACTIVE", Worth: 2),
        new("WHY", 20, Worth: 3),
    ];

    public static IRenderable Of(ListServicesResponse answer, DateTimeOffset now, int width)
    {
        if (answer.Services.Count == 0) return new Text("There are no such services.\n", Styles.Dim);

        return MorePages.After(
            FittedTable.Of(Columns, [.. answer.Services.Select(service => Row(service, now))], width), answer);
    }

    /// <summary>Suspended rather than inactive, where that is why.</summary>
    public static string StateOf(Service service) => service.Inactivity == Service.Types.Inactivity.Unspecified
        ? ContractEnum<Service.Types.State>.Word(service.State)
        : $"{ContractEnum<Service.Types.State>.Word(service.State)} "
            + $"({ContractEnum<Service.Types.Inactivity>.Word(service.Inactivity)})";

    private static Cell[] Row(Service service, DateTimeOffset now) =>
    [
        Names.Short(service.Name),
        new(StateOf(service), Styles.Of(service.State)),
        service.Customer,
        service.Product,
        service.ProductVersion == 0 ? "" : $"{service.ProductVersion}",
        Age.Of(service.ActiveTime, now),
        service.StateReason,
    ];
}
