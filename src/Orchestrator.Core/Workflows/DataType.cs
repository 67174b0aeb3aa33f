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
    public static DataType Object { get; } = new("Object", DataKind.Object);

    public static DataType String { get; } = new("String", DataKind.String);

    public static DataType Boolean { get; } = new("Boolean", DataKind.Boolean);
}
