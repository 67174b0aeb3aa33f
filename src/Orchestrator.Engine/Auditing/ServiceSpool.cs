using System.Buffers;
using System.Buffers.Binary;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Auditing.Comparing;
using Orchestrator.Engine.Auditing.Sorting;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>
/// All services, read once for all parts of an audit, in the order of their ids; as they were then, which is why nothing
/// counts that is not looked at again.
/// </summary>
internal sealed class ServiceSpool : IDisposable
{
    private const int Page = 2_000;

    private readonly SortedSpool _services;

    private ServiceSpool(SortedSpool services) => _services = services;

    public static async Task<ServiceSpool> ReadAsync(
        IServiceStore store, AuditOptions options, Func<Task> tick, CancellationToken cancellation)
    {
        var services = new SortedSpool(options.Folder, options.BytesMax);
        var content = new ArrayBufferWriter<byte>();
        for (string? after = null; ;)
        {
            var page = await store.ListAsync(new ServiceQuery(Page) { After = after }, cancellation).ConfigureAwait(false);
            foreach (var entry in page)
            {
                content.ResetWrittenCount();
                Write(AuditedService.Of(entry), content);
                services.Add(SpoolKey.Of(entry.Id), content.WrittenSpan);
            }

            await tick().ConfigureAwait(false);
            if (page.Count < Page)
                return new ServiceSpool(services);
            after = page[^1].Id;
        }
    }

    /// <summary>With their keys, which those of <see cref="HoldingSpool"/> begin with.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Key, AuditedService Service)> Read()
    {
        foreach (var record in _services.Read())
            yield return (record.Key, Read(SpoolKey.Read(record.Key.Span)[0], record.Content.Span));
    }

    public void Dispose() => _services.Dispose();

    private static void Write(AuditedService service, ArrayBufferWriter<byte> output)
    {
        var head = output.GetSpan(16);
        BinaryPrimitives.WriteInt64LittleEndian(head, service.Activation);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], service.ProductVersion);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], (int)service.State);
        output.Advance(16);
        AttributeBytes.WriteText(service.Customer, output);
        AttributeBytes.WriteText(service.Product, output);
    }

    private static AuditedService Read(string id, ReadOnlySpan<byte> content)
    {
        var activation = BinaryPrimitives.ReadInt64LittleEndian(content);
        var version = BinaryPrimitives.ReadInt32LittleEndian(content[8..]);
        var state = (ServiceState)BinaryPrimitives.ReadInt32LittleEndian(content[12..]);
        var rest = content[16..];
        var customer = AttributeBytes.ReadText(ref rest);
        return new AuditedService(id, customer, AttributeBytes.ReadText(ref rest), version, state, activation);
    }
}
