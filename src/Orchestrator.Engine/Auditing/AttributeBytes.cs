using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Orchestrator.Engine.Auditing;

/// <summary>Attributes as bytes: the same attributes are the same bytes, in whatever order they came.</summary>
internal static class AttributeBytes
{
    public static void Write(IReadOnlyDictionary<string, string> attributes, ArrayBufferWriter<byte> output)
    {
        foreach (var (name, value) in attributes.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            WriteText(name, output);
            WriteText(value, output);
        }
    }

    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> bytes)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (bytes.Length > 0)
        {
            var name = ReadText(ref bytes);
            attributes[name] = ReadText(ref bytes);
        }

        return attributes;
    }

    public static void WriteText(string text, ArrayBufferWriter<byte> output)
    {
        var room = output.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(room, length);
        output.Advance(sizeof(int) + length);
    }

    public static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var text = Encoding.UTF8.GetString(bytes.Slice(sizeof(int), length));
        bytes = bytes[(sizeof(int) + length)..];
        return text;
    }
}
