using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Generated;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>ProposeChange: what would be computed for a change, as a definition to edit and publish.</summary>
internal sealed class ProposeChange(
    ChangeOrders changes, ChangeComputing computing, IServiceStore services, ProductCatalog products)
{
    private const string Services = "services/";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task<V1.ProposeChangeResponse> HandleAsync(
        V1.ProposeChangeRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        Required("product", request.Product, violations);
        Required("target", request.Target, violations);
        violations.Name("service", request.Service, Services, required: false);
        violations.Object("input", request.Input);
        violations.ThrowIfAny();

        var from = products.Find(request.Product) ?? throw Failures.ProductNotFound(request.Product);
        var to = products.Find(request.Target) ?? throw Failures.ProductNotFound(request.Target);
        var inputs = await changes.InputsAsync(
            from.Id, request.Service.Length == 0 ? [from, to] : [to], cancellation).ConfigureAwait(false);
        var given = inputs.Check(StructConversion.ToValue(request.Input), violations);
        violations.ThrowIfAny();
        var (source, service) = request.Service.Length == 0
            ? (await changes.ForeseeAsync(from, to, given, cancellation).ConfigureAwait(false), "service")
            : await OfAsync(request, to, cancellation).ConfigureAwait(false);
        var (made, warnings) = computing.Compute(source, service, source.Recorded.Ordered.OverlaidWith(given));

        var answer = new V1.ProposeChangeResponse { Content = Own(made.Content, $"{from.Id}-to-{to.Id}") };
        answer.Warnings.AddRange(warnings);
        return answer;
    }

    private static void Required(string field, string product, Violations violations)
    {
        violations.Id(field, product);
        if (product.Length == 0)
            violations.Add(field, "is required.");
    }

    private async Task<(ChangeSource, string)> OfAsync(
        V1.ProposeChangeRequest request, Product to, CancellationToken cancellation)
    {
        var id = request.Service[Services.Length..];
        var service = await services.FindAsync(id, cancellation).ConfigureAwait(false)
            ?? throw Failures.ServiceNotFound(id);
        if (service.Product != request.Product)
            throw Failures.InvalidField(
                "product", $"is '{request.Product}', and the service's is '{service.Product}'.");
        ServiceGate.RefuseWrongState(service, ActivationAction.Change);

        return (await changes.FindAsync(service, to, cancellation).ConfigureAwait(false), id);
    }

    /// <summary>Whoever publishes it makes it their own.</summary>
    private static string Own(string content, string id)
    {
        var document = JsonNode.Parse(content)!.AsObject();
        document["definitionId"] = id;
        document["customProperties"]?.AsObject().Remove("generated");
        document["customProperties"]?.AsObject().Remove("generatedFor");
        return document.ToJsonString(Readable) + "\n";
    }
}
