using System.Buffers;
using System.Buffers.Binary;

namespace Orchestrator.Engine.Auditing.Comparing;

/// <summary>What a service has, by its ledger.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Activation">The activation that made or changed it last.</param>
/// <param name="Step">The step of that activation.</param>
/// <param name="Since">When.</param>
/// <param name="Attributes">As the adapter told them then.</param>
public sealed record HeldResource(
    string Service, long Activation, string Step, DateTimeOffset Since, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Whether nothing has touched it in between.</summary>
    public bool IsAsIn(HeldResource other) =>
        Activation == other.Activation && Step == other.Step && Since == other.Since
        && Attributes.Count == other.Attributes.Count
        && Attributes.All(one => other.Attributes.TryGetValue(one.Key, out var value) && value == one.Value);

    internal void Write(ArrayBufferWriter<byte> output)
    {
        var head = output.GetSpan(2 * sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(head, Activation);
        BinaryPrimitives.WriteInt64LittleEndian(head[sizeof(long)..], Since.UtcTicks);
        output.Advance(2 * sizeof(long));
        AttributeBytes.WriteText(Step, output);
        AttributeBytes.Write(Attributes, output);
    }

    internal static HeldResource Read(string service, ReadOnlySpan<byte> content)
    {
        var activation = BinaryPrimitives.ReadInt64LittleEndian(content);
        var since = new DateTimeOffset(
            BinaryPrimitives.ReadInt64LittleEndian(content[sizeof(long)..]), TimeSpan.Zero);
        var rest = content[(2 * sizeof(long))..];
        var step = AttributeBytes.ReadText(ref rest);
        return new HeldResource(service, activation, step, since, AttributeBytes.Read(rest));
    }

    /// <summary>The attributes of what <see cref="Write"/> wrote, unread.</summary>
    internal static ReadOnlySpan<byte> AttributesOf(ReadOnlySpan<byte> content)
    {
        var rest = content[(2 * sizeof(long))..];
        AttributeBytes.ReadText(ref rest);
        return rest;
    }
}
