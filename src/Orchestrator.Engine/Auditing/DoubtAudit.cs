using Orchestrator.Adapters;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Auditing.Comparing;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>
/// Finds out what came of calls in doubt at one adapter: asks it, where it can be asked, and looks into its inventory for
/// what they would have made. What was not done is decided, as a person would; all else is a finding.
/// </summary>
/// <param name="adapter">The audited instance.</param>
/// <param name="sources">What is read, and where decisions are kept.</param>
/// <param name="audit">The audit's number.</param>
internal sealed class DoubtAudit(string adapter, AuditSources sources, long audit)
{
    /// <summary>Who is said to have decided.</summary>
    public const string Actor = "orchestrator/audit";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<LedgerEntry> _calls = [];
    private readonly Dictionary<(string Kind, string ExternalId), Sighting> _made = [];

    public IReadOnlyList<LedgerEntry> Calls => _calls;

    /// <summary>A call of the ledger, before the system lists what it holds.</summary>
    public void Add(LedgerEntry call)
    {
        _calls.Add(call);
        foreach (var made in DoubtRules.MayHaveMade(call))
            _made.TryAdd(made, Sighting.None);
    }

    /// <summary>
    /// A resource of either side. True where nobody is known to have it, and a call in doubt may have made it: that call
    /// tells of it.
    /// </summary>
    public bool Note(ResourcePair pair)
    {
        var key = (pair.Kind, pair.ExternalId);
        if (_made.Count == 0 || !_made.ContainsKey(key))
            return false;

        _made[key] = pair.Held.Count > 0 ? Sighting.Held : pair.Listed is not null ? Sighting.Listed : Sighting.None;
        return pair.Held.Count == 0;
    }

    /// <summary>What is to be told of it; null where it was settled, or is gone.</summary>
    /// <param name="call">One of the calls.</param>
    /// <param name="canList">Whether the system has said all that it holds.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(Verdict Verdict, Finding Finding)> JudgeAsync(
        LedgerEntry call, bool canList, CancellationToken cancellation)
    {
        var service = await sources.Services.FindAsync(call.Service, cancellation).ConfigureAwait(false);
        var told = DoubtWriter.Write(call, service, "", null);
        if (await sources.Work.HasOpenAsync(call.Service, cancellation).ConfigureAwait(false))
            return (Verdict.Unsettled, told);
        if (!await IsThereAsync(call, cancellation).ConfigureAwait(false))
            return (Verdict.Fine, told);

        var answer = await AskAsync(call, cancellation).ConfigureAwait(false);
        var seen = canList ? Seen(call) : null;
        if (WhyNot(answer, seen) is not { } why || service is null)
            return (Verdict.Counts, DoubtWriter.Write(call, service, DoubtWriter.Says(adapter, answer), seen));

        return (await SettleAsync(call, why, cancellation).ConfigureAwait(false), told);
    }

    /// <summary>Why it is known that nothing of it is there; null where that is not known.</summary>
    private string? WhyNot(ReadAnswer? answer, IReadOnlyList<(string Kind, string ExternalId, Sighting Where)>? seen) =>
        answer is ReadAnswer.NotDone ? $"{adapter} says that it was not done."
        : answer is not ReadAnswer.Done && seen is [_, ..] && seen.All(static one => one.Where != Sighting.Listed)
            ? $"{adapter} holds nothing that it would have made and that no service has."
        : null;

    /// <summary>Empty where nobody told what it makes.</summary>
    private List<(string Kind, string ExternalId, Sighting Where)> Seen(LedgerEntry call) =>
        [.. DoubtRules.MayHaveMade(call).Select(one => (one.Kind, one.ExternalId, _made[one]))];

    private async Task<bool> IsThereAsync(LedgerEntry call, CancellationToken cancellation) =>
        (await sources.Services.ListResourcesAsync(
            new ResourceQuery(1)
            {
                Adapter = adapter,
                Kind = call.Kind,
                ExternalId = call.ExternalId,
                Service = call.Service,
            },
            cancellation).ConfigureAwait(false)).Count > 0;

    /// <summary>What the adapter says of the call; null where it cannot be asked, or breaks down.</summary>
    private async Task<ReadAnswer?> AskAsync(LedgerEntry call, CancellationToken cancellation)
    {
        if (sources.Calls is not { } calls
            || sources.Adapters.Find(adapter) is not { } instance
            || await sources.Work.FindStepAsync(call.Activation, call.Step, cancellation).ConfigureAwait(false) is not
            { State: not StepState.Succeeded, Activity: StepActivity { CanRead: true } } step)
            return null;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var answer = await instance.ReadAsync(calls.RequestOf(call.Activation, step), over.Token)
                .WaitAsync(Patience, sources.Time, cancellation).ConfigureAwait(false);
            return answer is ReadAnswer.StillUnknown it ? it with { Message = calls.Redact(step, it.Message ?? "") } : answer;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            await over.CancelAsync().ConfigureAwait(false);
            return null;
        }
    }

    private async Task<Verdict> SettleAsync(LedgerEntry call, string why, CancellationToken cancellation)
    {
        if (sources.Decisions is not { } decisions)
            return Verdict.Counts;

        var id = FormattableString.Invariant($"audit-{audit}/{call.ExternalId}");
        var outcome = await decisions.ResolveAsync(
            new NewTeardownDecision(
                Guid.CreateVersion7().ToString("N"),
                call.Service,
                TeardownResolution.NeverExisted,
                [ResourceKey.Of(call)],
                new Who(Actor, id, id, why),
                new DateTimeOffset(sources.Time.GetUtcNow().UtcTicks / 10 * 10, TimeSpan.Zero)),
            cancellation).ConfigureAwait(false);
        return outcome switch
        {
            TeardownOutcome.Decided or TeardownOutcome.NotHeld => Verdict.Fine,
            TeardownOutcome.Busy => Verdict.Unsettled,
            _ => Verdict.Counts,
        };
    }
}

/// <summary>Where something is that a call in doubt makes.</summary>
internal enum Sighting
{
    /// <summary>Neither the system nor a ledger has it.</summary>
    None,

    /// <summary>The system has it, and no service.</summary>
    Listed,

    /// <summary>Some service has it, by the ledger.</summary>
    Held,
}
