using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Products;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Grpc.Products;

/// <summary>PublishProduct.</summary>
internal sealed class PublishProduct(
    IProductStore store,
    ProductChecking checking,
    ProductVersions products,
    WorkflowVersions workflows,
    ActivationEngine engine,
    TimeProvider time)
{
    private const int ReasonLengthMax = 2_000;

    public async Task<V1.Product> HandleAsync(
        V1.PublishProductRequest request, string caller, CancellationToken cancellation)
    {
        var expected = Check(request);
        var hash = RequestHash.Of(request);
        if (await FindRepeatedAsync(caller, request.RequestId, hash, cancellation).ConfigureAwait(false) is { } before)
            return ProductRendering.Render(before, withContent: true, time.GetUtcNow());

        var product = await checking.CheckAsync(request.Content, request.Files, cancellation).ConfigureAwait(false);
        RefuseInvalid(product);
        if (expected is { } other && other.Product != product.Bundle.Id)
            throw Failures.InvalidField(
                "expected_latest", $"is of the product '{other.Product}', and the content of '{product.Bundle.Id}'.");

        // A call without an id is like no other call.
        var requestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString("N");
        var by = new PublishedBy(caller, caller, requestId, request.Reason, time.GetUtcNow());
        var result = await store.PublishAsync(
            by.Product(product.Bundle, hash, expected?.Version),
            [.. product.Bundle.Workflows.Select(file => by.Workflow(file, product.Workflows[file]))],
            cancellation).ConfigureAwait(false);
        if (result is not ProductPublishResult.Published { Product: var published })
            throw NotLatest(request.ExpectedLatest, product.Bundle.Id, ((ProductPublishResult.NotLatest)result).Latest);

        await TellAsync(product.Bundle, cancellation).ConfigureAwait(false);
        var shown = ProductRendering.Render(published, withContent: true, time.GetUtcNow());
        shown.Warnings.AddRange(product.Problems.Select(ProductRendering.Render));
        return shown;
    }

    /// <returns>The version that is expected to be the latest; null where none is.</returns>
    private static ProductName? Check(V1.PublishProductRequest request)
    {
        var violations = new Violations();
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax);
        violations.Text("reason", request.Reason, ReasonLengthMax, required: true);
        ProductChecking.Check(request.Content, request.Files, violations);
        var expected = request.ExpectedLatest.Length > 0
            ? ProductName.Read(violations, "expected_latest", request.ExpectedLatest, withVersion: true)
            : null;
        violations.ThrowIfAny();
        return expected;
    }

    private async Task<StoredProduct?> FindRepeatedAsync(
        string caller, string requestId, string hash, CancellationToken cancellation)
    {
        if (requestId.Length == 0
            || await store.FindRequestAsync(caller, requestId, cancellation).ConfigureAwait(false) is not { } before)
            return null;
        if (before.RequestHash != hash)
            throw Failures.RequestIdReused(requestId);

        return await store.FindAsync(before.Product, before.Version, cancellation).ConfigureAwait(false);
    }

    /// <summary>It can be ordered here when the call is answered; the other nodes look at the database anew.</summary>
    private async Task TellAsync(ProductBundle bundle, CancellationToken cancellation)
    {
        foreach (var file in bundle.Workflows)
            await workflows.ChangedAsync(file.Definition, cancellation).ConfigureAwait(false);
        await products.RefreshAsync(cancellation).ConfigureAwait(false);
        await engine.TellProductsChangedAsync(cancellation).ConfigureAwait(false);
    }

    private static void RefuseInvalid(CheckedProduct product)
    {
        if (product.IsValid)
            return;

        var errors = product.Problems.Where(one => one.Found.Severity == Severity.Error).ToArray();
        var more = errors.Length > 1 ? $" There are {errors.Length} problems in all; ValidateProduct lists them." : "";
        throw new CallFailedException(
            Reason.ProductInvalid,
            $"The product cannot be published. {errors[0].Found.Code}: {errors[0].Found.Message}{more}")
        {
            Fields = [.. errors.Select(error => new FieldProblem(FieldOf(product.Bundle, error), Words(error)))],
            Metadata = new SortedDictionary<string, string>
            {
                ["product"] = product.Bundle.Id,
                ["code"] = errors[0].Found.Code,
            },
        };
    }

    private static string FieldOf(ProductBundle bundle, ProductProblem problem)
    {
        var index = bundle.Workflows.ToList().FindIndex(file => file.Name == problem.File);
        return (index < 0 ? "content" : $"files[{index}].content") + problem.Found.Pointer;
    }

    private static string Words(ProductProblem problem) =>
        $"{problem.Found.Code} (line {problem.Found.Line}, column {problem.Found.Column}): {problem.Found.Message}";

    private static CallFailedException NotLatest(string expected, string product, int latest)
    {
        var name = new ProductName(product, latest).ToString();
        return new(
            Reason.ProductNotLatest,
            latest == 0
                ? $"{expected} was expected to be the latest version, and none is published. Leave expected_latest out."
                : $"{expected} was expected to be the latest version, and {name} is. Look at what it changed, and "
                    + "publish anew.")
        {
            Metadata = new SortedDictionary<string, string> { ["expected"] = expected, ["latest"] = name },
        };
    }
}
