using Orchestrator.Adapters;
using Orchestrator.Engine.Auditing.Comparing;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>
/// Audits one adapter: reads the ledger, then has the system list what it holds, lays both side by side, and looks again
/// at what differs. Memory does not grow with what there is.
/// </summary>
internal sealed class AdapterAudit(
    string adapter, AuditSources sources, AuditOptions options, AuditSession session, ServiceSpool services)
{
    private const int Page = 5_000;
    private const int Batch = 200;

    private readonly DoubtAudit _doubts = new(adapter, sources, session.Number);
    private readonly Settling _settling = new(adapter, sources, options);
    private readonly List<Finding> _found = [];
    private readonly List<string> _unsettled = [];
    private AuditPart _part = new(adapter, AuditState.Running) { StartTime = sources.Time.GetUtcNow() };

    /// <summary>As it is when it ends; not complete where the system could not be asked.</summary>
    /// <exception cref="AuditLostException">Another process has the audit.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await SayAsync("reads the ledger", cancellation).ConfigureAwait(false);
        using var merge = new ResourceMerge(options.Folder, options.BytesMax);
        await ReadLedgerAsync(merge, cancellation).ConfigureAwait(false);
        var instance = sources.Adapters.Find(adapter);
        var canList = instance?.Description.CanList == true;
        if (await WhyNotAsync(instance, canList, merge, cancellation).ConfigureAwait(false) is { } why)
        {
            _part = _part with { State = AuditState.Incomplete, Message = why, EndTime = sources.Time.GetUtcNow() };
            await session.KeepAsync(_part, cancellation).ConfigureAwait(false);
            return;
        }

        await _settling.BeginAsync(cancellation).ConfigureAwait(false);
        await SayAsync("compares", cancellation).ConfigureAwait(false);
        using var holdings = new HoldingSpool(options);
        foreach (var pair in merge.Pairs())
        {
            holdings.Add(pair, canList);
            if (!_doubts.Note(pair) && canList && HoldingRules.Judge(pair) is { } suspicion)
                await JudgeAsync(suspicion, canList, cancellation).ConfigureAwait(false);
        }

        await CompareServicesAsync(holdings, canList, cancellation).ConfigureAwait(false);
        foreach (var call in _doubts.Calls)
        {
            var (verdict, finding) = await _doubts.JudgeAsync(call, canList, cancellation).ConfigureAwait(false);
            await AddAsync(verdict, finding, cancellation).ConfigureAwait(false);
        }

        await KeepFoundAsync(cancellation).ConfigureAwait(false);
        _unsettled.AddRange(await session.FindFixesAsync(adapter, sources, cancellation).ConfigureAwait(false));
        await KeepFoundAsync(cancellation).ConfigureAwait(false);
        _part = _part with
        {
            Message = canList ? "" : "It cannot list what it holds: only the ledger was looked at.",
        };
        await session.CompleteAsync(_part, cancellation).ConfigureAwait(false);
    }

    private async Task ReadLedgerAsync(ResourceMerge merge, CancellationToken cancellation)
    {
        for (ResourceKey? after = null; ;)
        {
            var page = await sources.Services.ListResourcesAsync(
                new ResourceQuery(Page) { Adapter = adapter, After = after }, cancellation).ConfigureAwait(false);
            foreach (var entry in page)
            {
                if (entry.Certainty == Core.Sagas.LedgerCertainty.PossiblyHeld)
                    _doubts.Add(entry);
                else
                    merge.AddHeld(entry.Kind, entry.ExternalId, Settling.Held(entry));
            }

            _part = _part with { Held = merge.HeldCount };
            await TickAsync(cancellation).ConfigureAwait(false);
            if (page.Count < Page)
                return;
            after = ResourceKey.Of(page[^1]);
        }
    }

    /// <summary>Has the system list what it holds; says why it could not.</summary>
    private async Task<string?> WhyNotAsync(
        IAdapter? instance, bool canList, ResourceMerge merge, CancellationToken cancellation)
    {
        if (instance is null)
            return $"No adapter instance '{adapter}' is configured in this node, and the ledger has {merge.HeldCount} of its resources.";
        if (!canList)
            return null;
        if (sources.Adapters.IsHeld(adapter))
            return $"A person holds '{adapter}': what it says while it is worked on may not be true.";

        await SayAsync("lists what it holds", cancellation).ConfigureAwait(false);
        return await new Listing(instance, options.ListPatience, sources.Time).ReadAsync(
            async resource =>
            {
                merge.AddListed(resource);
                _part = _part with { Listed = merge.ListedCount };
                if (merge.ListedCount % Page == 0)
                    await TickAsync(cancellation).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false) is { } why
            ? $"'{adapter}' could not list what it holds, and broke off after {merge.ListedCount}: {why}"
            : null;
    }

    private async Task CompareServicesAsync(HoldingSpool holdings, bool canList, CancellationToken cancellation)
    {
        var billing = sources.Products.All().Where(one => one.BillingAdapter == adapter)
            .Select(static one => one.BillingKind!).ToHashSet(StringComparer.Ordinal);
        var known = new Dictionary<(string, int), AuditedProduct?>();
        var count = 0;
        foreach (var (id, service, own) in holdings.Join(services))
        {
            AuditedProduct? product = null;
            if (service is not null && billing.Count > 0
                && !known.TryGetValue((service.Product, service.ProductVersion), out product))
            {
                product = sources.Products.Find(service.Product, service.ProductVersion);
                known.Add((service.Product, service.ProductVersion), product);
            }

            foreach (var suspicion in HoldingRules.Judge(adapter, id, service, own, product, billing.Contains))
                await JudgeAsync(suspicion, canList, cancellation).ConfigureAwait(false);
            if (++count % Page == 0)
                await TickAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async Task JudgeAsync(Suspicion suspicion, bool canList, CancellationToken cancellation)
    {
        var finding = FindingWriter.Write(adapter, suspicion, sources.Products, canList);
        await AddAsync(
            await _settling.JudgeAsync(suspicion, () => TickAsync(cancellation), cancellation).ConfigureAwait(false),
            finding,
            cancellation).ConfigureAwait(false);
    }

    private async Task AddAsync(Verdict verdict, Finding finding, CancellationToken cancellation)
    {
        switch (verdict)
        {
            case Verdict.Counts:
                _found.Add(finding);
                break;
            case Verdict.Unsettled:
                _unsettled.Add(finding.Id);
                break;
        }

        if (_found.Count + _unsettled.Count >= Batch)
            await KeepFoundAsync(cancellation).ConfigureAwait(false);
        else
            await TickAsync(cancellation).ConfigureAwait(false);
    }

    private async Task KeepFoundAsync(CancellationToken cancellation)
    {
        await session.SeeAsync(_found, cancellation).ConfigureAwait(false);
        await session.LeaveAsync(_unsettled, cancellation).ConfigureAwait(false);
        _part = _part with { Found = _part.Found + _found.Count, Unsettled = _part.Unsettled + _unsettled.Count };
        _found.Clear();
        _unsettled.Clear();
        await TickAsync(cancellation).ConfigureAwait(false);
    }

    private Task SayAsync(string message, CancellationToken cancellation)
    {
        _part = _part with { Message = message };
        return session.KeepAsync(_part, cancellation);
    }

    private Task TickAsync(CancellationToken cancellation) => session.TickAsync(_part, cancellation);
}
