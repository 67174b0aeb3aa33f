using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>One published version of a product.</summary>
internal static class ProductPage
{
    public static IRenderable Of(Product product, TimeProvider time)
    {
        var facts = new List<KeyValuePair<string, string>>
        {
            new("display name", product.DisplayName),
            new("description", product.Description),
            new("payment", Payment(product.Payment)),
            new("author", product.Author),
            new("reason", product.Reason),
            new("published", Age.Full(product.PublishTime, time)),
            new("content hash", product.ContentHash),
        };
        facts.AddRange(product.Workflows.Select(
            one => new KeyValuePair<string, string>(one.Use, Arguments.Names.Short(one.Workflow))));
        var parts = new List<IRenderable>
        {
            Plain.Styled(product.Name, Styles.Bold),
            Facts.Of([.. facts]),
        };
        parts.AddRange(product.Waivers.Select(Waiver));
        parts.AddRange(product.Warnings.Select(warning => DiagnosticsPage.Line(warning.File, warning.Found)));
        return new Rows(parts);
    }

    /// <summary>29.90 EUR each P1M.</summary>
    public static string Payment(ProductPayment? payment) => payment switch
    {
        null => "",
        { Kind: ProductPayment.Types.Kind.Recurring } => $"{payment.Amount} {payment.Currency} each {payment.Period}",
        _ => $"{payment.Amount} {payment.Currency} once",
    };

    private static Text Waiver(ProductWaiver waiver) => Plain.Styled(
        $"waived {(waiver.Expired ? "until" : "to")} {waiver.Until}: {waiver.Step}, by {waiver.Who}: {waiver.Why}",
        waiver.Expired ? Styles.Bad : Styles.Dim);
}
