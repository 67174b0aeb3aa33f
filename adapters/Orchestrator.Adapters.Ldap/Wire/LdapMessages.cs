using System.Formats.Asn1;
using System.Text;

namespace Orchestrator.Adapters.Ldap.Wire;

/// <summary>Requests and responses as bytes (RFC 4511).</summary>
internal static class LdapMessages
{
    public const int BindResponse = 1;
    public const int SearchEntry = 4;
    public const int SearchDone = 5;
    public const int ModifyResponse = 7;
    public const int AddResponse = 9;
    public const int DeleteResponse = 11;
    public const int SearchReference = 19;
    public const int ExtendedResponse = 24;

    private const string StartTlsOid = "1.3.6.1.4.1.1466.20037";
    private const string PagesOid = "1.2.840.113556.1.4.319";

    public static void Bind(AsnWriter writer, string dn, string password)
    {
        using (writer.PushSequence(Application(0)))
        {
            writer.WriteInteger(3);
            Text(writer, dn);
            writer.WriteOctetString(Encoding.UTF8.GetBytes(password), new Asn1Tag(TagClass.ContextSpecific, 0));
        }
    }

    public static void StartTls(AsnWriter writer)
    {
        using (writer.PushSequence(Application(23)))
            writer.WriteOctetString(Encoding.UTF8.GetBytes(StartTlsOid), new Asn1Tag(TagClass.ContextSpecific, 0));
    }

    public static void Search(AsnWriter writer, LdapSearch search)
    {
        using (writer.PushSequence(Application(3)))
        {
            Text(writer, search.Base);
            writer.WriteEnumeratedValue(search.Scope);
            writer.WriteEnumeratedValue(Aliases.Never);
            writer.WriteInteger(0);
            writer.WriteInteger(0);
            writer.WriteBoolean(false);
            LdapFilter.Write(writer, search.Filter);
            using (writer.PushSequence())
            {
                foreach (var attribute in search.Attributes)
                    Text(writer, attribute);
            }
        }
    }

    /// <summary>Behind a search: asks for so many entries, from where the cookie says.</summary>
    public static void Page(AsnWriter writer, int entries, byte[] cookie)
    {
        var value = new AsnWriter(AsnEncodingRules.BER);
        using (value.PushSequence())
        {
            value.WriteInteger(entries);
            value.WriteOctetString(cookie);
        }

        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
        {
            Text(writer, PagesOid);
            writer.WriteOctetString(value.Encode());
        }
    }

    public static void Add(AsnWriter writer, string dn, LdapAttributes attributes)
    {
        using (writer.PushSequence(Application(8)))
        {
            Text(writer, dn);
            using (writer.PushSequence())
            {
                foreach (var (name, values) in attributes.Where(attribute => attribute.Value.Count > 0))
                    Attribute(writer, name, values);
            }
        }
    }

    public static void Delete(AsnWriter writer, string dn) =>
        writer.WriteOctetString(Encoding.UTF8.GetBytes(dn), Application(10));

    public static void Modify(AsnWriter writer, string dn, IEnumerable<LdapChange> changes)
    {
        using (writer.PushSequence(Application(6)))
        {
            Text(writer, dn);
            using (writer.PushSequence())
            {
                foreach (var change in changes)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteEnumeratedValue(change.Kind);
                        Attribute(writer, change.Attribute, change.Values);
                    }
                }
            }
        }
    }

    public static LdapResult Result(AsnReader response)
    {
        var code = response.ReadEnumeratedBytes().Span[^1];
        response.ReadOctetString();
        return new LdapResult(code, Encoding.UTF8.GetString(response.ReadOctetString()).TrimEnd('.'));
    }

    public static LdapEntry Entry(AsnReader response)
    {
        var entry = new LdapEntry(Encoding.UTF8.GetString(response.ReadOctetString()), []);
        for (var attributes = response.ReadSequence(); attributes.HasData;)
        {
            var attribute = attributes.ReadSequence();
            var name = Encoding.UTF8.GetString(attribute.ReadOctetString());
            var values = new List<LdapValue>();
            for (var set = attribute.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
                values.Add(LdapValue.Of(set.ReadOctetString()));
            entry.Attributes[name] = values;
        }

        return entry;
    }

    /// <summary>Where the next page begins; empty at the end.</summary>
    public static byte[] Cookie(AsnReader message)
    {
        if (!message.HasData)
            return [];

        for (var controls = message.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)); controls.HasData;)
        {
            var control = controls.ReadSequence();
            if (Encoding.UTF8.GetString(control.ReadOctetString()) != PagesOid)
                continue;

            if (control.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                control.ReadBoolean();
            var value = new AsnReader(control.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
            value.ReadInteger();
            return value.ReadOctetString();
        }

        return [];
    }

    private static void Attribute(AsnWriter writer, string name, IEnumerable<LdapValue> values)
    {
        using (writer.PushSequence())
        {
            Text(writer, name);
            using (writer.PushSetOf())
            {
                foreach (var value in values)
                    writer.WriteOctetString(value.Bytes);
            }
        }
    }

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text));

    private static Asn1Tag Application(int value) => new(TagClass.Application, value);

    private enum Aliases
    {
        Never,
    }
}

internal enum LdapScope
{
    Base,
    One,
    Subtree,
}

internal enum ChangeKind
{
    Add,
    Delete,
    Replace,
}

/// <summary>A change of one attribute; no values with Delete and Replace: the attribute is taken away.</summary>
internal sealed record LdapChange(ChangeKind Kind, string Attribute, IReadOnlyList<LdapValue> Values);

/// <summary>What is looked for; no attributes: all that are not operational.</summary>
internal sealed record LdapSearch(string Base, LdapScope Scope, string Filter, IReadOnlyList<string> Attributes);
