using Grpc.Core;
using Microsoft.Extensions.Logging;
using Orchestrator.Adapters;
using Orchestrator.Engine;
using Orchestrator.Engine.Workers;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Workers;

/// <summary>Lets workers in that may serve what they want to serve, and can do what the others of it can.</summary>
internal sealed class WorkerEntrance(
    AdapterRegistry adapters, WorkerNodes nodes, ServingStatus status, ILogger<WorkerEntrance> log)
{
    private const string Bearer = "Bearer ";
    private static readonly TimeSpan RegisterMax = TimeSpan.FromSeconds(30);

    public async Task HandleAsync(
        IAsyncStreamReader<V1.WorkRequest> requests,
        IServerStreamWriter<V1.WorkResponse> responses,
        ServerCallContext context)
    {
        var register = await ReadRegisterAsync(requests, context.CancellationToken).ConfigureAwait(false);
        var adapter = Admit(register.Instance, context);
        var violations = new Violations();
        var description = RegisterChecks.Check(register, violations);
        violations.ThrowIfAny();
        if (status.Now.State >= ServingState.Draining)
            throw new EngineUnavailableException("The server is stopping.");

        using var link = await RegisterAsync(adapter, register, description, context.CancellationToken)
            .ConfigureAwait(false);
        log.LogInformation(
            "Worker {Worker} serves adapter instance {Adapter}, with {Credits} calls at once.",
            link.Worker,
            adapter.Instance,
            register.Credits);
        try
        {
            var session = new WorkerSession(adapter, link, nodes, log);
            await session.RunAsync(requests, responses, context.CancellationToken).ConfigureAwait(false);
            log.LogInformation("Worker {Worker} of adapter instance {Adapter} has left.", link.Worker, adapter.Instance);
        }
        catch (Exception failure)
        {
            log.LogWarning(
                "Worker {Worker} of adapter instance {Adapter} is lost: {Why}",
                link.Worker,
                adapter.Instance,
                failure is CallFailedException ? failure.Message : "its connection has broken.");
            throw;
        }
        finally
        {
            link.Close($"Worker '{link.Worker}' was lost before it answered.");
        }
    }

    private static async Task<V1.Register> ReadRegisterAsync(
        IAsyncStreamReader<V1.WorkRequest> requests, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(RegisterMax);
        try
        {
            if (await requests.MoveNext(limit.Token).ConfigureAwait(false)
                && requests.Current.MessageCase == V1.WorkRequest.MessageOneofCase.Register)
                return requests.Current.Register;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Told below: nothing came.
        }

        throw Failures.InvalidField("register", "must be the first message of a stream. Send it at once.");
    }

    /// <summary>Whoever may not serve an instance does not learn whether there is one.</summary>
    private WorkerAdapter Admit(string instance, ServerCallContext context)
    {
        var header = context.RequestHeaders.GetValue("authorization");
        var shown = header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true
            ? header[Bearer.Length..].Trim()
            : null;
        try
        {
            if (adapters.Find(instance) is WorkerAdapter adapter && adapter.Token.Allows(shown))
                return adapter;
        }
        catch (SecretException failure)
        {
            log.LogError("The workers' token of adapter instance {Adapter} cannot be had: {Why}", instance, failure.Message);
        }

        throw new CallFailedException(
            Reason.WorkerRefused,
            "This worker may not serve the instance that it asks for. Have the operator configure an adapter instance of that name "
            + "with the kind 'worker', and show its token as metadata 'authorization: Bearer TOKEN'.");
    }

    private static async Task<WorkerLink> RegisterAsync(
        WorkerAdapter adapter, V1.Register register, WorkerDescription description, CancellationToken cancellation)
    {
        try
        {
            var (link, known) = await adapter.RegisterAsync(
                register.Worker, description, register.Credits, cancellation).ConfigureAwait(false);
            return link ?? throw new CallFailedException(
                Reason.DescriptionOutdated,
                $"Workers of adapter instance '{adapter.Instance}' have registered something else with version {known}, and this one "
                + $"has {description.Version}. Give it the same description, or a higher version where it is newer.")
            {
                Subject = $"adapters/{adapter.Instance}",
                Metadata = new SortedDictionary<string, string> { ["instance"] = adapter.Instance, ["version"] = $"{known}" },
            };
        }
        catch (IOException)
        {
            throw new CallFailedException(
                Reason.Unavailable, "The database cannot be reached now. Connect again.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }
    }
}
