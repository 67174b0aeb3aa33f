namespace Orchestrator.Adapters.Ldap.Wire;

/// <summary>What a directory says to a request (RFC 4511, 4.1.9).</summary>
internal sealed record LdapResult(int Code, string Diagnostic)
{
    public const int Success = 0;
    public const int NoSuchAttribute = 16;
    public const int AttributeOrValueExists = 20;
    public const int NoSuchObject = 32;
    public const int EntryAlreadyExists = 68;

    /// <summary>The result as an answer, for what is no success.</summary>
    public Answer ToAnswer(string what)
    {
        var why = $"{what}: the directory says {Name} ({Code}){(Diagnostic.Length == 0 ? "" : $", {Diagnostic}")}.";
        return Code switch
        {
            3 or 11 or 51 or 52 => new Answer.Retryable(Name, $"{why} It may work later."),
            49 => new Answer.Retryable(Name, $"{why} Correct bindDn or bindPassword of the instance."),
            1 or 80 => new Answer.Unknown(why),
            _ => new Answer.Permanent(Name, $"{why} {Advice}"),
        };
    }

    private string Name => Code switch
    {
        1 => "OPERATIONS_ERROR",
        3 or 11 => "LIMIT_EXCEEDED",
        4 => "TOO_MANY_ENTRIES",
        7 or 8 or 13 => "ENCRYPTION_REQUIRED",
        10 => "REFERRAL",
        NoSuchAttribute => "NO_SUCH_VALUE",
        17 => "UNKNOWN_ATTRIBUTE",
        19 => "CONSTRAINT_VIOLATED",
        AttributeOrValueExists => "VALUE_EXISTS",
        21 => "SYNTAX_INVALID",
        NoSuchObject => "NO_SUCH_ENTRY",
        34 => "DN_INVALID",
        49 => "CREDENTIALS_REFUSED",
        50 => "ACCESS_DENIED",
        51 => "BUSY",
        52 => "UNAVAILABLE",
        53 => "UNWILLING",
        64 => "NAMING_VIOLATED",
        65 or 67 or 69 => "SCHEMA_VIOLATED",
        66 => "ENTRY_HAS_CHILDREN",
        EntryAlreadyExists => "ENTRY_EXISTS",
        80 => "OTHER",
        _ => "REFUSED",
    };

    private string Advice => Code switch
    {
        4 => "Ask for less.",
        7 or 8 or 13 => "Use ldaps or startTls.",
        50 => "Give the bindDn of the instance the right to do it.",
        EntryAlreadyExists => "Choose another name, or delete that entry first.",
        NoSuchObject => "Make it first, or correct the name.",
        66 => "Delete what is below it first.",
        _ => "Correct the input.",
    };
}

/// <summary>The directory did not do what it was asked to.</summary>
internal sealed class LdapResultException(string what, LdapResult result)
    : Exception($"{what}: {result.Code} {result.Diagnostic}")
{
    public Answer ToAnswer() => result.ToAnswer(what);
}

/// <summary>An input cannot be used: the message says why, without what may be secret.</summary>
internal sealed class InputException(string message, string code = "INVALID_INPUT") : Exception(message)
{
    public string Code { get; } = code;
}
