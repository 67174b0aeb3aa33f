namespace Orchestrator.Core.Workflows;

/// <summary>The types that definitions name.</summary>
public enum DataKind
{
    Object,
    String,
    Boolean,
    Integer,
    Number,
    DateTime,
    TimeSpan,
    Guid,
    Json,
}

/// <summary>A declared type: dates, times and ids are strings in their ISO or .NET round-trip form.</summary>
/// <param name="Name">As the definition wrote it: <c>Int32</c>.</param>
/// <param name="Kind">What values are converted to.</param>
/// <param name="IsArray">Whether it is a list of that kind.</param>
public sealed partial record DataType(string Name, DataKind Kind, bool IsArray = false)
{
    /// <summary>The type of the items of a list; null for what is no list.</summary>
    public DataType? Item { get; private init; }

    /// <summary>Whether null is a value of the type: <c>Int32?</c>.</summary>
    public bool IsNullable { get; private init; }

    public static DataType Object { get; } = new("Object", DataKind.Object);

    public static DataType String { get; } = new("String", DataKind.String);

    public static DataType Boolean { get; } = new("Boolean", DataKind.Boolean);

    public static DataType Integer { get; } = new("Int32", DataKind.Integer);

    public static DataType Number { get; } = new("Double", DataKind.Number);

    public static DataType TimeSpan { get; } = new("TimeSpan", DataKind.TimeSpan);

    public static DataType Json { get; } = new("JSON", DataKind.Json);

    /// <summary>A list of anything.</summary>
    public static DataType List { get; } = ListOf(Object);
}
