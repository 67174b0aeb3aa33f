using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Tests.Unit.Adapters.Ldap;

public sealed class DnTests
{
    [Theory]
    [InlineData("UID=Ada,DC=Example", "uid=Ada,dc=Example")]
    [InlineData("uid = Ada , dc = example", "uid=Ada,dc=example")]
    [InlineData("cn=Lovelace\\, Ada,dc=x", "cn=Lovelace\\, Ada,dc=x")]
    [InlineData("cn=Lovelace\\2C Ada,dc=x", "cn=Lovelace\\, Ada,dc=x")]
    [InlineData("cn=J\\C3\\BCrgen,dc=x", "cn=Jürgen,dc=x")]
    [InlineData("cn=😀,dc=x", "cn=😀,dc=x")]
    [InlineData("cn=\\ a\\ ,dc=x", "cn=\\ a\\ ,dc=x")]
    [InlineData("cn=\\#1,dc=x", "cn=\\#1,dc=x")]
    [InlineData("ou=b+cn=a,dc=x", "cn=a+ou=b,dc=x")]
    [InlineData("cn=a\\+b,dc=x", "cn=a\\+b,dc=x")]
    [InlineData("cn=,dc=x", "cn=,dc=x")]
    public void Names_are_written_in_one_way(string text, string expected)
    {
        Assert.Equal(expected, Dn.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("uid=ada,")]
    [InlineData("uid=ada,people,dc=x")]
    [InlineData("=ada")]
    [InlineData("cn=a;b")]
    [InlineData("cn=a\\")]
    [InlineData("c n=a")]
    public void What_is_no_name_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Dn.Parse(text));
    }

    [Theory]
    [InlineData("dc=example,dc=com", true)]
    [InlineData("uid=ada,DC=Example, dc=com", true)]
    [InlineData("dc=com", false)]
    [InlineData("uid=ada,dc=myexample,dc=com", false)]
    [InlineData("uid=dc\\=example\\,dc\\=com", false)]
    public void A_name_is_within_another_by_its_parts_and_not_by_its_letters(string text, bool isWithin)
    {
        Assert.Equal(isWithin, Dn.Parse(text).IsWithin(Dn.Parse("dc=example,dc=com")));
    }

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("ada,ou=admins", "ada\\,ou\\=admins")]
    [InlineData(" a+b ", "\\ a\\+b\\ ")]
    [InlineData("#1;<\">\\", "\\#1\\;\\<\\\"\\>\\\\")]
    [InlineData("a\0", "a\\00")]
    public void What_comes_from_outside_stays_one_value(string value, string expected)
    {
        Assert.Equal(expected, Dn.Escape(value));
        Assert.Equal($"uid={expected},dc=x", Dn.Parse($"uid={expected},dc=x").ToString());
    }
}
