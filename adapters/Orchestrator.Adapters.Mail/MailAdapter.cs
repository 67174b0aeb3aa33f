using System.Text.Json;
using Orchestrator.Adapters.Declared.Recorded;

namespace Orchestrator.Adapters.Mail;

/// <summary>
/// Sends mails. What was sent cannot be taken back, so no operation has an inverse; and a server cannot be asked what
/// it has sent, so what nobody answered stays unknown, and is never sent again.
/// </summary>
internal sealed class MailAdapter(
    IReadOnlyList<OperationDescription> operations,
    IReadOnlyDictionary<string, MailOperation> sending,
    AdapterSetup setup) : IAdapter
{
    private readonly RecordedCalls _calls = new(
        sending.ToDictionary(pair => pair.Key, pair => (IRecordedOperation)pair.Value, StringComparer.Ordinal),
        new Dictionary<string, string>(),
        setup.Records,
        setup.Time);

    public AdapterDescription Description { get; } = new(MailAdapterFactory.KindName, operations);

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.ExecuteAsync(call, cancellation);

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.ReadAsync(call, cancellation);

    public Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        _calls.PreviewAsync(call, cancellation);

    /// <summary>A mail is held by nobody, sent or not.</summary>
    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) => [];
}
