using System.Text;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Products.Reading;

/// <summary>
/// From a product.json to what it says, and to everything that is wrong with it. Never throws, whatever the text.
/// </summary>
public static class ProductReader
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int BytesMax = 1024 * 1024;

    private const int DepthMax = 64;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static ProductRead Read(string content)
    {
        var text = (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(content);
        if (text.Span.StartsWith(ByteOrderMark))
            text = text[ByteOrderMark.Length..];

        var report = new Report(new Positions(text));
        if (Parse(text, report) is not { } root)
            return new(null, report.ToDiagnostics());

        var product = new ProductReading(root, new MemberReading(report)).Read();
        return new(product, report.ToDiagnostics());
    }

    /// <summary>Where in a text that is JSON a pointer leads, or as far as it leads: line and column, from 1.</summary>
    public static (int Line, int Column) PlaceOf(string content, string pointer)
    {
        var text = (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(content);
        if (text.Span.StartsWith(ByteOrderMark))
            text = text[ByteOrderMark.Length..];

        var positions = new Positions(text);
        return Parse(text, new Report(positions)) is { } root ? positions.At(root.Deepest(pointer).Offset) : (1, 1);
    }

    private static Node? Parse(ReadOnlyMemory<byte> text, Report report)
    {
        if (text.Length > BytesMax)
        {
            report.AddAt(
                ProductCodes.MalformedJson, 0, $"The product has {text.Length} bytes, and may have {BytesMax}.");
            return null;
        }

        try
        {
            var root = new NodeParser(DepthMax).Parse(text.Span);
            if (root.IsObject)
                return root;

            report.Add(ProductCodes.WrongShape, root, "A product is a JSON object.");
        }
        catch (MalformedException wrong)
        {
            report.AddAt(
                ProductCodes.MalformedJson,
                wrong.Offset,
                $"The document is not valid JSON: {wrong.Message}. Correct it; nothing else was checked.");
        }

        return null;
    }
}
