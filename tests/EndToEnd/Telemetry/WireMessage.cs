using System.Text;
using Google.Protobuf;

namespace Orchestrator.Tests.EndToEnd.Telemetry;

/// <summary>A protobuf message without its contract: what stands in its fields, by their numbers.</summary>
internal sealed class WireMessage
{
    private readonly Dictionary<int, List<ByteString>> _bytes = [];
    private readonly Dictionary<int, List<ulong>> _numbers = [];

    public WireMessage(ByteString content)
    {
        using var input = content.CreateCodedInput();
        while (input.ReadTag() is not 0 and var tag)
            Read(input, tag);
    }

    public IEnumerable<ByteString> Bytes(int field) => _bytes.GetValueOrDefault(field, []);

    public IEnumerable<WireMessage> Messages(int field) => Bytes(field).Select(bytes => new WireMessage(bytes));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).LastOrDefault(ByteString.Empty).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).LastOrDefault(ByteString.Empty).Span);

    public ulong Number(int field) => _numbers.GetValueOrDefault(field, []).LastOrDefault();

    private void Read(CodedInputStream input, uint tag)
    {
        var field = WireFormat.GetTagFieldNumber(tag);
        switch (WireFormat.GetTagWireType(tag))
        {
            case WireFormat.WireType.LengthDelimited: Add(_bytes, field, input.ReadBytes()); break;
            case WireFormat.WireType.Varint: Add(_numbers, field, input.ReadUInt64()); break;
            case WireFormat.WireType.Fixed64: Add(_numbers, field, input.ReadFixed64()); break;
            case WireFormat.WireType.Fixed32: Add(_numbers, field, input.ReadFixed32()); break;
            default: throw new InvalidDataException($"Field {field} is of a kind that OTLP does not have.");
        }
    }

    private static void Add<T>(Dictionary<int, List<T>> fields, int field, T value)
    {
        if (!fields.TryGetValue(field, out var values))
            fields.Add(field, values = []);
        values.Add(value);
    }
}
