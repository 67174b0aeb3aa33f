using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Unit.Workflows;

public class DataTypeTests
{
    [Theory]
    [InlineData("String", DataKind.String, false)]
    [InlineData("int32", DataKind.Integer, false)]
    [InlineData("Int32?", DataKind.Integer, false)]
    [InlineData("Long", DataKind.Integer, false)]
    [InlineData("Decimal", DataKind.Number, false)]
    [InlineData("Object[]", DataKind.Object, true)]
    [InlineData("List<String>", DataKind.String, true)]
    [InlineData("ICollection<Int32>", DataKind.Integer, true)]
    [InlineData("System.Collections.Generic.IDictionary`2[[System.String, System.Private.CoreLib],[System.Object, System.Private.CoreLib]], System.Private.CoreLib", DataKind.Json, false)]
    [InlineData("IDictionary<String, Object>", DataKind.Json, false)]
    [InlineData("HashSet<Guid>", DataKind.Guid, true)]
    [InlineData("DateTimeOffset[]", DataKind.DateTime, true)]
    [InlineData("List<Int32?>", DataKind.Integer, true)]
    [InlineData("System.Int32[], System.Private.CoreLib", DataKind.Integer, true)]
    [InlineData("Nullable<Boolean>", DataKind.Boolean, false)]
    [InlineData("System.Nullable`1[[System.Int64, System.Private.CoreLib]], System.Private.CoreLib", DataKind.Integer, false)]
    [InlineData("System.Dynamic.ExpandoObject, System.Linq.Expressions", DataKind.Json, false)]
    [InlineData("ObjectMap", DataKind.Json, false)]
    [InlineData("JSON", DataKind.Json, false)]
    [InlineData("System.Boolean, System.Private.CoreLib", DataKind.Boolean, false)]
    [InlineData("System.Collections.Generic.List`1[[System.Double, System.Private.CoreLib]], System.Private.CoreLib", DataKind.Number, true)]
    public void A_type_is_found_by_every_name_that_Elsa_writes(string name, DataKind kind, bool isArray)
    {
        var type = DataType.FromName(name)!;

        Assert.Equal((name, kind, isArray), (type.Name, type.Kind, type.IsArray));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nothing")]
    [InlineData("String[][]")]
    [InlineData("List<Nothing>")]
    [InlineData("List`")]
    [InlineData("?")]
    [InlineData("System.IO.FileInfo, System.Private.CoreLib")]
    public void An_unknown_type_is_not_found(string name)
    {
        Assert.Null(DataType.FromName(name));
    }

    [Fact]
    public void A_long_name_is_not_found_and_does_no_harm()
    {
        Assert.Null(DataType.FromName("String" + string.Concat(Enumerable.Repeat("?", 1_000_000))));
    }

    [Theory]
    [InlineData("Int32", "\"5\"", "5")]
    [InlineData("Int32", "\" 5 \"", "5")]
    [InlineData("Int32", "\"abc\"", "0")]
    [InlineData("Int32", "\"1.5\"", "0")]
    [InlineData("Int32", "2.5", "2")]
    [InlineData("Int32", "3.5", "4")]
    [InlineData("Int32", "true", "1")]
    [InlineData("Int32", "null", "0")]
    [InlineData("Int32?", "null", "null")]
    [InlineData("Int32?", "\"abc\"", "null")]
    [InlineData("Int32", "3000000000", "0")]
    [InlineData("Int64", "3000000000", "3000000000")]
    [InlineData("System.Nullable`1[[System.Int64, System.Private.CoreLib]], System.Private.CoreLib", "3000000000", "3000000000")]
    [InlineData("Nullable<Int32>", "null", "null")]
    [InlineData("Int16", "40000", "0")]
    [InlineData("Double", "\"1.5\"", "1.5")]
    [InlineData("Double", "[]", "0")]
    [InlineData("Double", "\"NaN\"", "0")]
    [InlineData("Decimal", "\"1,234.50\"", "1234.5")]
    [InlineData("IDictionary<String, Object>", "\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("Boolean", "\"abc\"", "false")]
    [InlineData("Boolean", "\"True\"", "true")]
    [InlineData("Boolean", "1", "true")]
    [InlineData("Boolean", "0", "false")]
    [InlineData("Boolean", "{}", "false")]
    [InlineData("Boolean", "null", "false")]
    [InlineData("String", "true", "\"True\"")]
    [InlineData("String", "0.3333333333333333", "\"0.3333333333333333\"")]
    [InlineData("String", "1e21", "\"1E+21\"")]
    [InlineData("String", "{\"a\":[1]}", "\"{\\\"a\\\":[1]}\"")]
    [InlineData("String", "null", "null")]
    [InlineData("Object", "\"[1]\"", "\"[1]\"")]
    [InlineData("JSON", "\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("JSON", "\"abc\"", "null")]
    [InlineData("JSON", "[1]", "[1]")]
    [InlineData("String[]", "\"[1, true]\"", "[\"1\",\"True\"]")]
    [InlineData("Int32[]", "[\"1\", \"x\"]", "[1,0]")]
    [InlineData("Object[]", "7", "[7]")]
    [InlineData("Object[]", "null", "null")]
    [InlineData("Object[]", "\"[1\"", "null")]
    [InlineData("TimeSpan", "\"01:30:00\"", "\"01:30:00\"")]
    [InlineData("TimeSpan", "\"2.00:00:00\"", "\"2.00:00:00\"")]
    [InlineData("TimeSpan", "\"PT90S\"", "\"00:01:30\"")]
    [InlineData("TimeSpan", "\"soon\"", "\"00:00:00\"")]
    [InlineData("DateTime", "\"2024-01-02T03:04:05+02:00\"", "\"2024-01-02T01:04:05Z\"")]
    [InlineData("DateTimeOffset", "\"2024-01-02\"", "\"2024-01-02T00:00:00Z\"")]
    [InlineData("DateTime", "\"x\"", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("Guid", "\"{7F3A0000-0000-0000-0000-000000000001}\"", "\"7f3a0000-0000-0000-0000-000000000001\"")]
    [InlineData("Guid", "\"x\"", "\"00000000-0000-0000-0000-000000000000\"")]
    public void Conversion_is_lenient_and_never_fails(string type, string from, string to)
    {
        Assert.Equal(ValueJson.Parse(to), DataType.FromName(type)!.Convert(ValueJson.Parse(from)));
    }

    [Theory]
    [InlineData("2024-01-02T03:04:05Z", "01/02/2024 03:04:05")]
    [InlineData("2024-01-02T00:00:00Z", "2024-01-02")]
    public void A_time_that_a_script_gives_reads_as_in_Elsa_where_a_text_is_wanted(string iso, string text)
    {
        var time = Value.OfTime(iso);

        Assert.Equal((Value)iso, time);
        Assert.Equal((Value)text, DataType.String.Convert(time));
        Assert.Equal((Value)iso, DataType.String.Convert(time.Plain));
        Assert.Equal((Value)iso, DataType.FromName("DateTime")!.Convert(time));
    }

    [Theory]
    [InlineData("00:05:00", 300)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("-00:00:05", -5)]
    [InlineData("PT5M", 300)]
    [InlineData("P1DT2H", 93_600)]
    [InlineData("pt0.5s", 0.5)]
    [InlineData("P2W", 1_209_600)]
    public void Time_spans_are_read_in_both_ways(string text, double seconds)
    {
        Assert.True(TimeSpans.TryParse(text, out var span));
        Assert.Equal(TimeSpan.FromSeconds(seconds), span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("25:00:00")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("P99999999999D")]
    [InlineData("five minutes")]
    public void Anything_else_is_no_time_span(string text)
    {
        Assert.False(TimeSpans.TryParse(text, out _));
    }
}
