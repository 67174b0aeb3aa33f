using System.Text;
using Orchestrator.Adapters.Mail.Mime;
using Orchestrator.Adapters.Mail.Smtp;

namespace Orchestrator.Tests.Unit.Adapters.Mail;

public sealed class MimeTests
{
    [Theory]
    [InlineData("", "\r\n")]
    [InlineData("a\nb\r\nc\n\n", "a\r\nb\r\nc\r\n")]
    [InlineData("a = b", "a =3D b\r\n")]
    [InlineData("end \ntab\t", "end=20\r\ntab=09\r\n")]
    [InlineData("ü", "=C3=BC\r\n")]
    [InlineData(".", ".\r\n")]
    public void Text_is_quoted_where_it_must_be(string text, string expected)
    {
        Assert.Equal(expected, QuotedPrintable.Encode(text));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('ü')]
    [InlineData('=')]
    [InlineData(' ')]
    public void No_line_is_longer_than_76_characters(char letter)
    {
        for (var length = 70; length < 240; length++)
            Assert.All(QuotedPrintable.Encode(new string(letter, length)).Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
    }

    [Theory]
    [InlineData("Welcome", "Welcome")]
    [InlineData("Grüße", "=?utf-8?B?R3LDvMOfZQ==?=")]
    [InlineData("=?utf-8?B?eA==?=", "=?utf-8?B?PT91dGYtOD9CP2VBPT0/PQ==?=")]
    [InlineData("two  blanks", "=?utf-8?B?dHdvICBibGFua3M=?=")]
    public void Subjects_are_encoded_where_they_must_be(string text, string expected)
    {
        Assert.Equal(expected, HeaderText.Unstructured(text, 7));
    }

    [Fact]
    public void Long_subjects_are_folded_and_no_character_is_torn_apart()
    {
        var emoji = HeaderText.Unstructured(string.Concat(Enumerable.Repeat("😀", 40)), 7).Split("\r\n ");
        var words = HeaderText.Unstructured(string.Join(' ', Enumerable.Repeat("word", 60)), 7).Split("\r\n ");

        Assert.All(emoji, word => Assert.True(word.Length <= 75));
        Assert.Equal(
            string.Concat(Enumerable.Repeat("😀", 40)),
            string.Concat(emoji.Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])))));
        Assert.All(words, line => Assert.True(line.Length <= 76));
    }

    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData(" Ada Lovelace <ada@example.com> ", "Ada Lovelace <ada@example.com>")]
    [InlineData("\"Lovelace, Ada\" <ada@example.com>", "\"Lovelace, Ada\" <ada@example.com>")]
    [InlineData("李 <ada@bücher.example>", "=?utf-8?B?5p2O?= <ada@xn--bcher-kva.example>")]
    public void Addresses_are_read_and_written(string text, string expected)
    {
        Assert.Equal(expected, Mailbox.Parse(text).ToHeader());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("a b@example.com")]
    [InlineData("ada@example.com>,<eve@example.com")]
    [InlineData("ada@example.com\r\nDATA")]
    [InlineData("ada@-example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("ada@[127.0.0.1]")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.Equal("ADDRESS_INVALID", Assert.Throws<MailInputException>(() => Mailbox.Parse(text)).Code);
    }

    [Fact]
    public void A_line_that_is_a_dot_does_not_end_the_mail()
    {
        Assert.Equal("..\r\n...\r\na.\r\n", Encoding.UTF8.GetString(SmtpServer.Stuffed(".\r\n..\r\na.\r\n")));
    }

    [Fact]
    public void A_message_id_follows_from_the_key_alone()
    {
        var from = Mailbox.Parse("Service <service@example.com>");

        Assert.Equal(Letter.MessageId("a/1/do", from), Letter.MessageId("a/1/do", from));
        Assert.NotEqual(Letter.MessageId("a/1/do", from), Letter.MessageId("a/2/do", from));
        Assert.Matches("^[0-9a-f]{32}@example[.]com$", Letter.MessageId("a/1/do", from));
    }
}
