using System.Text.Json;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>From JSON text to nodes.</summary>
internal sealed class NodeParser(int depthMax)
{
    /// <exception cref="MalformedException">The text is no JSON, or too deep.</exception>
    public Node Parse(ReadOnlySpan<byte> text, Node? host = null)
    {
        // One more than the limit, so that going past it is found here, with its place.
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = depthMax + 1 });
        try
        {
            reader.Read();
            var root = Read(ref reader, host, null, 0, host);
            if (reader.Read())
                throw new MalformedException(
                    "there is text after the end of the document", (int)reader.TokenStartIndex);

            return root;
        }
        catch (JsonException wrong)
        {
            throw new MalformedException(Reason(wrong), (int)Math.Min(Place(text, wrong), text.Length));
        }
        catch (InvalidOperationException)
        {
            // What the reader says of text that is no UTF-8, or half a surrogate pair.
            throw new MalformedException("a text is not valid Unicode", (int)reader.TokenStartIndex);
        }
    }

    private Node Read(ref Utf8JsonReader reader, Node? parent, string? name, int index, Node? host)
    {
        var kind = reader.TokenType switch
        {
            JsonTokenType.StartObject => ValueKind.Object,
            JsonTokenType.StartArray => ValueKind.Array,
            JsonTokenType.String => ValueKind.String,
            JsonTokenType.Number => ValueKind.Number,
            JsonTokenType.True or JsonTokenType.False => ValueKind.Boolean,
            _ => ValueKind.Null,
        };
        var offset = host?.Offset ?? (int)reader.TokenStartIndex;
        var isScalar = kind is not (ValueKind.Object or ValueKind.Array);
        var node = new Node(parent, name, index, kind, offset, isScalar ? Scalar(ref reader) : default)
        {
            IsEmbedded = host is not null && ReferenceEquals(parent, host),
        };
        if (isScalar)
            return node;

        if (reader.CurrentDepth >= depthMax)
            throw new MalformedException($"it is nested deeper than {depthMax} levels", (int)reader.TokenStartIndex);

        node.Adopt(kind == ValueKind.Object ? Members(ref reader, node, host) : Items(ref reader, node, host));
        return node;
    }

    private static Value Scalar(ref Utf8JsonReader reader)
    {
        var value = ValueJson.Read(ref reader);
        if (!double.IsFinite(value.AsNumber))
            throw new MalformedException("a number is too large", (int)reader.TokenStartIndex);

        return value;
    }

    private Node[] Items(ref Utf8JsonReader reader, Node parent, Node? host)
    {
        var items = new List<Node>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Read(ref reader, parent, null, items.Count, host));

        return [.. items];
    }

    private Node[] Members(ref Utf8JsonReader reader, Node parent, Node? host)
    {
        var members = new List<Node>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add(Read(ref reader, parent, name, members.Count, host));
        }

        return [.. members];
    }

    private static long Place(ReadOnlySpan<byte> text, JsonException wrong)
    {
        var offset = 0;
        for (var line = 0L; line < (wrong.LineNumber ?? 0); line++)
        {
            var length = text[offset..].IndexOf((byte)'\n');
            if (length < 0)
                break;
            offset += length + 1;
        }

        return offset + (wrong.BytePositionInLine ?? 0);
    }

    /// <summary>The parser's sentence without its own idea of the place, and of what to do.</summary>
    private static string Reason(JsonException wrong)
    {
        var text = wrong.Message;
        var place = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (place < 0 ? text : text[..place]).Replace(
            " Change the reader options.", "", StringComparison.Ordinal).TrimEnd('.', ' ');
    }
}

/// <summary>A text is no JSON document that can be read.</summary>
internal sealed class MalformedException(string message, int offset) : Exception(message)
{
    public int Offset { get; } = offset;
}
