using System.Text.RegularExpressions;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Mail;

/// <summary>Mail addresses, as far as a sandbox must know them.</summary>
internal static partial class Address
{
    /// <summary>The address in lower case: mailboxes do not tell case apart.</summary>
    public static string Read(Input input, string field)
    {
        var address = input.Text(field);
        return Form().IsMatch(address)
            ? address.ToLowerInvariant()
            : throw new RefusedException(
                "ADDRESS_INVALID", $"'{address}' is no mail address. Write it as name@domain.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
