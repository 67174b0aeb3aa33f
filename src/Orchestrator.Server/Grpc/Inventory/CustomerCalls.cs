using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>What recording a contact and recording a payment have in common.</summary>
internal sealed class CustomerCalls(IServiceStore services, TimeProvider time)
{
    /// <summary>Clocks of others may be a little ahead.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    /// <summary>Now, in whole microseconds, as the database keeps it.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    public static string NewId() => Guid.CreateVersion7().ToString("N");

    public static void Check(Violations violations, string requestId, string customer)
    {
        violations.Text("request_id", requestId, OrderChecks.RequestIdLengthMax, required: true);
        violations.Text("customer", customer, OrderChecks.TextLengthMax, required: true);
    }

    /// <summary>When it was: then or earlier.</summary>
    public DateTimeOffset OccurTime(Violations violations, Google.Protobuf.WellKnownTypes.Timestamp? given)
    {
        var now = Now;
        var when = violations.Time("occur_time", given) ?? now;
        if (when > now + AheadMax)
            violations.Add("occur_time", "is in the future. Record what has happened.");
        return when;
    }

    /// <exception cref="CallFailedException">The customer has no such service.</exception>
    public async Task CheckServiceAsync(string? service, string customer, CancellationToken cancellation)
    {
        if (service is not null
            && (await services.FindAsync(service, cancellation).ConfigureAwait(false))?.Customer != customer)
            throw Failures.ServiceNotFound(service, customer);
    }
}
