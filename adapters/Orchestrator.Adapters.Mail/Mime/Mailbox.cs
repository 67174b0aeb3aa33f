using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.Adapters.Mail.Mime;

/// <summary>Who writes or reads: an address, and perhaps a name. <c>Ada Lovelace &lt;ada@example.com&gt;</c></summary>
internal sealed partial record Mailbox(string Address, string Name)
{
    private const int LocalMax = 64;
    private const int AddressMax = 254;

    /// <summary>Whether its part before the @ needs SMTPUTF8 (RFC 6531); a domain never does.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Address);

    /// <exception cref="MailInputException">It is none.</exception>
    public static Mailbox Parse(string text)
    {
        var match = Form().Match(text.Trim());
        var (name, address) = match.Success
            ? (match.Groups["name"].Value.Trim().Trim('"'), match.Groups["address"].Value)
            : ("", text.Trim());
        var at = address.LastIndexOf('@');
        var (local, domain) = at < 0 ? ("", "") : (address[..at], Domain(address[(at + 1)..]));
        var isFine = Local().IsMatch(local) && domain.Length > 0
            && Encoding.UTF8.GetByteCount(local) <= LocalMax
            && Encoding.UTF8.GetByteCount(local) + 1 + domain.Length <= AddressMax;
        if (!isFine)
            throw new MailInputException("ADDRESS_INVALID", $"'{Shown(text)}' is no mail address. Correct it.");

        return new Mailbox($"{local}@{domain}", HeaderText.Checked(name, "a name"));
    }

    /// <summary>As a header has it.</summary>
    public string ToHeader() => Name.Length == 0 ? Address : $"{HeaderText.Phrase(Name)} <{Address}>";

    /// <summary>As the wire has it: letters of other scripts written in ASCII (RFC 5891). Empty where it is none.</summary>
    private static string Domain(string domain)
    {
        try
        {
            var ascii = new IdnMapping().GetAscii(domain);
            return DomainForm().IsMatch(ascii) ? ascii : "";
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static string Shown(string text) => new([.. text.Take(AddressMax).Where(letter => !char.IsControl(letter))]);

    [GeneratedRegex("""^(?<name>[^<>]*)<(?<address>[^<>]*)>$""")]
    private static partial Regex Form();

    [GeneratedRegex("""^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\uD7FF\uE000-\uFFFD]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\uD7FF\uE000-\uFFFD]+)*$""")]
    private static partial Regex Local();

    [GeneratedRegex("""^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$""")]
    private static partial Regex DomainForm();
}

/// <summary>A mail cannot be made of what was given. The message holds nothing secret.</summary>
internal sealed class MailInputException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
