using System.Formats.Asn1;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Tests.Unit.Adapters.Ldap;

public sealed class LdapFilterTests
{
    [Theory]
    [InlineData("(a=b)", "A306 040161 040162")]
    [InlineData("(a=*)", "8701 61")]
    [InlineData("(a>=1)", "A506 040161 040131")]
    [InlineData("(a<=1)", "A606 040161 040131")]
    [InlineData("(a~=1)", "A806 040161 040131")]
    [InlineData("(a=\\2a\\c3\\bc)", "A308 040161 04032AC3BC")]
    [InlineData("(a=x*y*z)", "A40E 040161 3009 800178 810179 82017A")]
    [InlineData("(a=*y*)", "A408 040161 3003 810179")]
    [InlineData("(!(a=*))", "A203 870161")]
    [InlineData("(&(a=*)(|(b=*)(c=*)))", "A00B 870161 A106 870162 870163")]
    [InlineData("(&)", "A000")]
    public void Filters_are_written_as_the_standard_says(string filter, string expected)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);

        LdapFilter.Write(writer, filter);

        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(writer.Encode()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b")]
    [InlineData("(a=b")]
    [InlineData("(a=b))")]
    [InlineData("(a)")]
    [InlineData("(=b)")]
    [InlineData("(a b=c)")]
    [InlineData("(&(a=b)x)")]
    [InlineData("(a=\\zz)")]
    [InlineData("(a:dn:2.4.6:=b)")]
    public void What_is_no_filter_is_refused(string filter)
    {
        Assert.Throws<FormatException>(() => LdapFilter.Write(new AsnWriter(AsnEncodingRules.BER), filter));
    }

    [Fact]
    public void A_filter_of_any_depth_does_not_break_the_program()
    {
        var deep = string.Concat(Enumerable.Repeat("(!", 100_000));

        Assert.Throws<FormatException>(() => LdapFilter.Write(new AsnWriter(AsnEncodingRules.BER), deep));
    }

    [Fact]
    public void What_comes_from_outside_stays_one_value()
    {
        Assert.Equal("\\2a\\29\\28uid=\\5c\\00", LdapFilter.Escape("*)(uid=\\\0"));
    }
}
