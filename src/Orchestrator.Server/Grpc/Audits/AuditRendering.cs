using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Adapters;
using Orchestrator.Server.Grpc.Checks;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>Audits as the contract shows them, and their names.</summary>
internal static class AuditRendering
{
    public const string Collection = "audits/";

    public static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Collection}{number}");

    /// <summary>The number in a name; 0 where it is none, which is noted.</summary>
    public static long Number(this Violations violations, string field, string name)
    {
        if (name.StartsWith(Collection, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(Collection.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && NameOf(number) == name)
            return number;

        violations.Add(field, name.Length == 0 ? "is required." : "must be audits/ followed by a number.");
        return 0;
    }

    public static V1.Audit Render(AuditRun run)
    {
        var audit = new V1.Audit
        {
            Name = NameOf(run.Number),
            State = StateOf(run.State),
            Actor = run.Actor,
            Decision = new V1.Decision { Reason = run.Reason },
            CreateTime = run.CreateTime.ToTimestamp(),
            EndTime = run.EndTime?.ToTimestamp(),
        };
        audit.Adapters.AddRange(run.Adapters.Select(AdapterRendering.NameOf));

        // The services come last, as they are carried out.
        audit.Parts.AddRange(run.Parts
            .OrderBy(static part => part.Name.Length == 0)
            .ThenBy(static part => part.Name, StringComparer.Ordinal)
            .Select(Render));
        return audit;
    }

    private static V1.AuditPart Render(AuditPart part) => new()
    {
        Adapter = part.Name.Length == 0 ? "" : AdapterRendering.NameOf(part.Name),
        State = StateOf(part.State),
        Message = part.Message,
        Listed = part.Listed,
        Held = part.Held,
        Found = part.Found,
        Unsettled = part.Unsettled,
        Resolved = part.Resolved,
        StartTime = part.StartTime?.ToTimestamp(),
        EndTime = part.EndTime?.ToTimestamp(),
    };

    private static V1.Audit.Types.State StateOf(AuditState state) => state switch
    {
        AuditState.Waiting => V1.Audit.Types.State.Waiting,
        AuditState.Running => V1.Audit.Types.State.Running,
        AuditState.Complete => V1.Audit.Types.State.Complete,
        _ => V1.Audit.Types.State.Incomplete,
    };
}
