namespace Orchestrator.Server.Grpc.Checks;

/// <summary>Enumerations arrive as numbers; those that the contract does not know are refused.</summary>
public static class EnumChecks
{
    public static void Known<T>(this Violations violations, string field, T value, bool required = false)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            violations.Add(field, $"{value:D} is not a value of {typeof(T).Name}.");
        else if (required && EqualityComparer<T>.Default.Equals(value, default))
            violations.Add(field, "is required.");
    }
}
