using Google.Protobuf.Collections;

namespace Orchestrator.Server.Grpc.Checks;

/// <summary>Labels: few, short, and with names that can be written in a filter.</summary>
public static class LabelChecks
{
    public const int CountMax = 64;
    public const int NameLengthMax = 63;
    public const int ValueLengthMax = 256;

    public static void Labels(this Violations violations, string field, MapField<string, string> labels)
    {
        if (labels.Count > CountMax)
            violations.Add(field, $"has {labels.Count} labels; {CountMax} are allowed.");

        foreach (var (name, value) in labels)
        {
            if (name.Length is 0 or > NameLengthMax || !name.All(IsNameCharacter))
                violations.Add(field, $"has a name that is not 1 to {NameLengthMax} of the characters a-z, A-Z, 0-9, "
                    + "'.', '_', '-' and '/'.");
            else
                violations.Text($"{field}.{name}", value, ValueLengthMax);
        }
    }

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '/';
}
