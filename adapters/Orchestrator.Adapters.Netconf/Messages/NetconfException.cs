using System.Text.RegularExpressions;

namespace Orchestrator.Adapters.Netconf.Messages;

/// <summary>Something did not work between us and a device.</summary>
internal abstract class NetconfException(string message) : Exception(message)
{
    /// <summary>The answer of a call that had no effect because of it.</summary>
    public abstract Answer ToAnswer();
}

/// <summary>The device could not be reached, or refused us.</summary>
internal sealed class ConnectFailedException(string code, string message, bool isPermanent) : NetconfException(message)
{
    public string Code => code;

    public override Answer ToAnswer() =>
        isPermanent ? new Answer.Permanent(code, Message) : new Answer.Retryable(code, Message);
}

/// <summary>The connection has ended, or what came is nothing to go on with.</summary>
internal sealed class ConnectionLostException(string message) : NetconfException(message)
{
    public override Answer ToAnswer() => new Answer.Retryable("CONNECTION_LOST", Message);
}

/// <summary>The device refused a request.</summary>
internal sealed partial class RpcErrorException(string device, string operation, IReadOnlyList<RpcError> errors)
    : NetconfException($"{device} refused {operation}: {string.Join("; ", errors)}. {Advice(errors[0])}")
{
    public const string DeviceLocked = "DEVICE_LOCKED";

    /// <summary>Of the first error.</summary>
    public string Tag { get; } = errors[0].Tag;

    public string Code { get; } = CodeOf(errors[0].Tag);

    public override Answer ToAnswer() => Tag is "lock-denied" or "resource-denied" or "in-use"
        ? new Answer.Retryable(Code, Message)
        : new Answer.Permanent(Code, Message);

    private static string CodeOf(string tag)
    {
        if (tag == "lock-denied")
            return DeviceLocked;

        var code = NoCode().Replace(tag.ToUpperInvariant(), "_").Trim('_');
        return code.Length > 0 && char.IsAsciiLetter(code[0]) ? code : "DEVICE_REFUSED";
    }

    private static string Advice(RpcError error) => error.Tag switch
    {
        "lock-denied" or "in-use" => "Wait until that session has ended.",
        "resource-denied" => "Look what the device is short of.",
        "access-denied" => "Give the user the right to do so on the device.",
        _ => "Correct what was asked for.",
    };

    [GeneratedRegex("[^A-Z0-9]+")]
    private static partial Regex NoCode();
}
