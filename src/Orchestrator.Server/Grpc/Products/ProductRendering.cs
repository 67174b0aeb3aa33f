using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Products;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Products;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Workflows;

namespace Orchestrator.Server.Grpc.Products;

/// <summary>Versions of products as the contract shows them.</summary>
internal static class ProductRendering
{
    public static string NameOf(StoredProduct stored) => new ProductName(stored.Id, stored.Version).ToString();

    public static V1.Product Render(StoredProduct stored, bool withContent, DateTimeOffset now)
    {
        var content = ProductReader.Read(stored.Content).Content!;
        var shown = new V1.Product
        {
            Name = NameOf(stored),
            ProductId = stored.Id,
            DisplayName = content.DisplayName,
            Version = stored.Version,
            Content = withContent ? stored.Content : "",
            ContentHash = stored.ContentHash,
            Author = stored.Author,
            Reason = stored.Reason,
            PublishTime = Timestamp.FromDateTimeOffset(stored.PublishTime),
            Description = content.Description,
            Payment = content.Payment is { } payment ? Render(payment) : null,
        };
        shown.Workflows.AddRange(content.References.Select(one => new V1.ProductWorkflow
        {
            Use = one.Use,
            Workflow = new WorkflowName(one.Workflow, 0).ToString(),
        }));
        shown.Waivers.AddRange(content.Waivers.Select(waiver => new V1.ProductWaiver
        {
            Step = waiver.Step,
            Who = waiver.Who,
            Why = waiver.Why,
            Until = waiver.Until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Expired = !waiver.CountsOn(now),
        }));
        return shown;
    }

    public static V1.ProductDiagnostic Render(ProductProblem problem) =>
        new() { File = problem.File, Found = WorkflowRendering.Render(problem.Found) };

    private static V1.ProductPayment Render(ProductPayment payment) => new()
    {
        Kind = payment.Kind == Core.Products.PaymentKind.Recurring
            ? V1.ProductPayment.Types.Kind.Recurring
            : V1.ProductPayment.Types.Kind.OneOff,
        Period = payment.Period?.ToString() ?? "",
        Amount = payment.AmountText,
        Currency = payment.Currency,
    };
}
