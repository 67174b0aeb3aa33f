using System.Formats.Asn1;
using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Ldap.Verbs;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap;

/// <summary>What the operator configured, read.</summary>
internal sealed record LdapSettings(LdapServer Server, IReadOnlyList<Dn> Bases, IReadOnlyList<LdapInventory> Inventory)
{
    /// <exception cref="AdapterSetupException">With all that is wrong.</exception>
    public static LdapSettings Read(AdapterSetup setup)
    {
        var problems = new List<SetupProblem>();
        var (settings, input) = (setup.Settings, new VerbInput(setup.Settings, []));
        var server = ReadServer(setup, input, problems);
        var bases = settings.GetProperty("base").EnumerateArray()
            .Select((name, index) => Name($"/settings/base/{index}", name.GetString()!, problems))
            .OfType<Dn>().ToList();
        var inventory = settings.TryGetProperty("inventory", out var parts)
            ? parts.EnumerateArray().Select(LdapInventory.Read).ToList()
            : [];
        foreach (var (part, index) in inventory.Select((part, index) => (part, index)))
            Check(part, $"/settings/inventory/{index}", bases, problems);

        return problems.Count == 0 ? new(server!, bases, inventory) : throw new AdapterSetupException(problems);
    }

    private static LdapServer? ReadServer(AdapterSetup setup, VerbInput input, List<SetupProblem> problems)
    {
        var (startTls, allowClearText) = (Is(setup, "startTls"), Is(setup, "allowClearText"));
        var bindDn = input.OptionalText("bindDn") ?? "";
        if (!Uri.TryCreate(input.Text("server"), UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            problems.Add(new("/settings/server", "It is no address. Write ldaps://ldap.example.com."));
            return null;
        }

        var isLdaps = address.Scheme == "ldaps";
        if (isLdaps && startTls)
            problems.Add(new("/settings/startTls", "An ldaps connection is encrypted already. Leave startTls out."));
        if (!isLdaps && !startTls && bindDn.Length > 0 && !allowClearText)
            problems.Add(new(
                "/settings/server", "The password would go in clear. Use ldaps or startTls, or set allowClearText."));
        var hasPassword = setup.Settings.TryGetProperty("bindPassword", out var password);
        if (bindDn.Length > 0 != hasPassword)
            problems.Add(new("/settings/bindPassword", "bindDn and bindPassword belong together. Give both or none."));

        var usual = isLdaps ? 636 : 389;
        return new LdapServer(address.Host, address.IsDefaultPort || address.Port < 0 ? usual : address.Port)
        {
            IsLdaps = isLdaps,
            StartTls = startTls,
            BindDn = bindDn,
            Authorities = input.OptionalText("caFile") is { } file
                ? AuthorityFile.Read(Path.GetFullPath(file, setup.Folder), "/settings/caFile", problems)
                : null,
            Password = hasPassword ? () => Password(setup.Secrets.Read(password)) : () => "",
        };
    }

    /// <summary>Without a password a directory takes anybody for nobody, and says that it went well (RFC 4513, 5.1.2).</summary>
    private static string Password(string secret) => secret.Length > 0
        ? secret
        : throw new SecretException("The secret of bindPassword is empty: a directory takes that for nobody's.");

    private static void Check(LdapInventory part, string place, IReadOnlyList<Dn> bases, List<SetupProblem> problems)
    {
        if (Name($"{place}/base", part.Base, problems) is { } dn && !bases.Any(dn.IsWithin))
            problems.Add(new($"{place}/base", $"'{dn}' is outside of base."));
        try
        {
            LdapFilter.Write(new AsnWriter(AsnEncodingRules.BER), part.Filter);
        }
        catch (FormatException wrong)
        {
            problems.Add(new($"{place}/filter", wrong.Message));
        }
    }

    private static Dn? Name(string place, string text, List<SetupProblem> problems)
    {
        try
        {
            return Dn.Parse(text);
        }
        catch (FormatException wrong)
        {
            problems.Add(new(place, wrong.Message));
            return null;
        }
    }

    private static bool Is(AdapterSetup setup, string name) =>
        setup.Settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
