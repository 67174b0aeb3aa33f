namespace Orchestrator.Core.Sagas;

/// <summary>
/// What a transition adds to the resource ledger of a service, or takes from it. Says what happened, whatever stands
/// there: who applies it looks nothing up.
/// </summary>
/// <param name="Service">Without <c>services/</c>.</param>
public abstract record LedgerChange(string Service)
{
    /// <summary>
    /// It is held. One that stands there already keeps its maker and its time, and gets these attributes.
    /// </summary>
    public sealed record Held(LedgerEntry Entry) : LedgerChange(Entry.Service);

    /// <summary>It is gone, whoever made it.</summary>
    public sealed record Released(string Service, string Adapter, string Kind, string ExternalId)
        : LedgerChange(Service);

    /// <summary>
    /// The step that said it held it is undone: it is gone where that step of that activation made it. A step that
    /// changed what another one made does not take it away.
    /// </summary>
    public sealed record Undone(
        string Service, string Adapter, string Kind, string ExternalId, long Activation, string Step)
        : LedgerChange(Service);

    /// <summary>Everything that the call with that idempotency key made is gone.</summary>
    public sealed record KeyUndone(string Service, string Key) : LedgerChange(Service);
}
