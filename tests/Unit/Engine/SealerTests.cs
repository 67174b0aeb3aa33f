using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Core.Values;
using Orchestrator.Engine;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class SealerTests
{
    private readonly Sealer _sealer = new(Enumerable.Range(0, Sealer.KeySize).Select(number => (byte)number).ToArray());

    public static TheoryData<string> Values =>
        new("null", "true", "-12.5", "\"text\"", "\"\"", "[1,[2]]", """{"a":{"b":"ü; sealed:v1:"}}""");

    [Theory]
    [MemberData(nameof(Values))]
    public void A_sealed_value_is_itself_again_when_it_is_opened(string json)
    {
        var value = ValueJson.Parse(json);

        var token = _sealer.Seal(value);

        Assert.Matches("^sealed:v1:[A-Za-z0-9_-]+;$", token);
        Assert.Equal(value, _sealer.Open(token));
        Assert.NotEqual(token, _sealer.Seal(value));
    }

    [Fact]
    public void Tokens_are_opened_at_any_depth_and_within_texts()
    {
        var sealed_ = Value.Object(
            ("url", $"https://agnes:{_sealer.Seal("sesame")}@router:{_sealer.Seal(830)}/"),
            ("list", Value.Array([_sealer.Seal(Value.Object(("pin", 1))), "plain", 7])));

        var opened = _sealer.Open(sealed_);

        Assert.Equal(
            """{"url":"https://agnes:sesame@router:830/","list":[{"pin":1},"plain",7]}""", ValueJson.ToText(opened));
    }

    [Fact]
    public void What_is_sealed_in_a_value_is_taken_out_of_a_text_the_longest_first()
    {
        var sent = Value.Object(
            ("user", "agnes"),
            ("url", $"https://agnes:{_sealer.Seal("sesame")}@router"),
            ("more", Value.Array([_sealer.Seal(Value.Object(("pin", 123456), ("no", 7))), _sealer.Seal("sesame street")])));

        var told = _sealer.Redact("agnes lives in sesame street 7, knows sesame and 123456.", sent);

        Assert.Equal("agnes lives in *** 7, knows *** and ***.", told);
    }

    [Fact]
    public void Tokens_are_masked_at_any_depth_and_within_texts()
    {
        var value = Value.Object(
            ("url", $"https://agnes:{_sealer.Seal("sesame")}@router"), ("pin", _sealer.Seal(1234)));

        Assert.Equal("""{"url":"https://agnes:***@router","pin":"***"}""", ValueJson.ToText(Sealer.Mask(value)));
        Assert.Equal("It is ***.", Sealer.Mask($"It is {_sealer.Seal("sesame")}."));
    }

    [Fact]
    public void What_is_no_token_of_this_key_stays_as_it_is()
    {
        var other = new Sealer(new byte[Sealer.KeySize]).Seal("sesame");
        var broken = _sealer.Seal("sesame").Replace(";", "A;");
        var texts = Value.Array([other, broken, "sealed:v1:;", "sealed:v1:????;", "sealed:v1:", "a sealed:v1: b"]);

        Assert.Equal(texts, _sealer.Open(texts));
    }

    [Fact]
    public void Whatever_text_is_opened_nothing_is_thrown_and_nothing_changes() =>
        Prop.ForAll<string?>(
            text => _sealer.Open($"sealed:v1:{text};").AsString == $"sealed:v1:{text};").QuickCheckThrowOnFailure();

    [Fact]
    public void A_key_is_made_once_for_its_owner_alone_and_kept()
    {
        using var folder = new TemporaryFolder("sealer");
        var path = folder.PathOf("sealing.key");

        var token = Sealer.FromFile(path).Seal("sesame");
        var opened = Sealer.FromFile(path).Open(token);

        Assert.Equal("sesame", opened.AsString);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_file_that_is_no_key_is_refused()
    {
        using var folder = new TemporaryFolder("sealer");
        var path = folder.PathOf("sealing.key");
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(31));

        var refusal = Assert.Throws<InvalidDataException>(() => Sealer.FromFile(path));

        Assert.Contains(path, refusal.Message);
        Assert.Throws<ArgumentException>(() => new Sealer(new byte[31]));
    }
}
