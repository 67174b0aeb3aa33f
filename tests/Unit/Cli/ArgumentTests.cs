extern alias cli;

using cli::Orchestrator.Cli;
using cli::Orchestrator.Cli.Arguments;
using cli::Orchestrator.Cli.Connection;
using cli::Orchestrator.V1;
using Google.Protobuf.WellKnownTypes;
using Action = cli::Orchestrator.V1.Action;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("100", "100")]
    [InlineData("-1.5e3", "-1500")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("\"100\"", "\"100\"")]
    [InlineData("Ann", "\"Ann\"")]
    [InlineData("", "\"\"")]
    [InlineData("[1, \"a\"]", "[ 1, \"a\" ]")]
    [InlineData("{\"a\": {\"b\": false}}", "{ \"a\": { \"b\": false } }")]
    [InlineData("{not json", "\"{not json\"")]
    [InlineData("\"\\ud800\"", "\"\\\"\\\\ud800\\\"\"")]
    public void A_value_is_JSON_where_it_is_JSON_and_text_elsewhere(string text, string expected)
    {
        var value = JsonValues.FromArgument(text);

        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("0049123")]
    [InlineData("9007199254740993")]
    [InlineData("310150123456789012345")]
    [InlineData("1e999")]
    public void A_number_that_would_lose_digits_arrives_as_text(string text)
    {
        var value = JsonValues.FromArgument(text);

        Assert.Equal(Value.ForString(text), value);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("250ms", 0.25)]
    [InlineData("2d", 172800)]
    public void A_length_of_time_is_read(string text, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("1e3")]
    [InlineData("99999999d")]
    [InlineData("NaN")]
    public void What_is_no_length_of_time_is_refused(string text)
    {
        Assert.Throws<UsageException>(() => Durations.Parse(text));
    }

    [Theory]
    [InlineData("2026-08-22T14:00:00Z", "2026-08-22T14:00:00Z")]
    [InlineData("2026-08-22T14:00:00.25+02:00", "2026-08-22T12:00:00.250Z")]
    [InlineData("2026-08-22 14:00", "2026-08-22T14:00:00Z")]
    [InlineData("2026-08-22", "2026-08-22T00:00:00Z")]
    [InlineData("+2h", "2026-08-22T14:00:00Z")]
    [InlineData("-30m", "2026-08-22T11:30:00Z")]
    public void A_point_in_time_is_read(string text, string expected)
    {
        var moment = Moments.Parse(text, new HastyTime());

        Assert.Equal($"\"{expected}\"", moment.ToString());
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("14:00")]
    [InlineData("22.8.2026")]
    [InlineData("2026-13-01")]
    [InlineData("+soon")]
    public void What_is_no_point_in_time_is_refused(string text)
    {
        Assert.Throws<UsageException>(() => Moments.Parse(text, new HastyTime()));
    }

    [Fact]
    public void An_hour_that_the_clock_skips_is_refused()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone(
            "skips", TimeSpan.Zero, "skips", "skips", "skips", [SkipsAnHourInApril()]);

        Assert.Throws<UsageException>(() => Moments.Parse("2026-04-01 02:30", new ZonedTime(zone)));
    }

    [Theory]
    [InlineData("7f3a", "activations/7f3a")]
    [InlineData("activations/7f3a", "activations/7f3a")]
    public void An_activation_may_be_named_by_its_id(string text, string expected)
    {
        Assert.Equal(expected, Names.Activation(text));
    }

    [Theory]
    [InlineData("broadband", "workflows/broadband")]
    [InlineData("broadband@3", "workflows/broadband/versions/3")]
    [InlineData("workflows/broadband/versions/3", "workflows/broadband/versions/3")]
    [InlineData("", "")]
    public void A_workflow_may_be_named_by_its_id_and_version(string text, string expected)
    {
        Assert.Equal(expected, Names.Workflow(text));
    }

    [Theory]
    [InlineData("rolling-back")]
    [InlineData("ROLLING_BACK")]
    [InlineData("STATE_ROLLING_BACK")]
    public void A_state_may_be_written_as_people_or_as_the_contract_write_it(string text)
    {
        Assert.True(ContractEnum<Activation.Types.State>.TryParse(text, out var state));
        Assert.Equal(Activation.Types.State.RollingBack, state);
    }

    [Fact]
    public void The_words_of_an_enumeration_are_the_contracts_without_the_unspecified()
    {
        Assert.Equal(["provision", "deprovision", "change", "suspend", "resume", "custom"], ContractEnum<Action>.Words);
        Assert.False(ContractEnum<Action>.TryParse("unspecified", out _));
    }

    [Fact]
    public void A_value_of_a_newer_server_is_shown_by_its_number()
    {
        Assert.Equal("77", ContractEnum<Action>.Word((Action)77));
        Assert.Equal("", ContractEnum<Action>.Word(Action.Unspecified));
    }

    [Theory]
    [InlineData("speed")]
    [InlineData("=100")]
    [InlineData("")]
    public void A_pair_without_a_name_or_an_equals_sign_is_refused(string text)
    {
        Assert.Throws<UsageException>(() => Pairs.Parse([text], "--input"));
    }

    [Fact]
    public void A_name_that_is_given_twice_is_refused()
    {
        var error = Assert.Throws<UsageException>(() => Pairs.Parse(["a=1", "a=2"], "--input"));

        Assert.Equal("--input gives 'a' twice.", error.Message);
    }

    [Theory]
    [InlineData("localhost:50051", "http://localhost:50051")]
    [InlineData("http://10.0.0.1:1234", "http://10.0.0.1:1234")]
    [InlineData("https://orchestrator.example", "https://orchestrator.example")]
    public void A_server_may_be_named_without_a_scheme(string text, string expected)
    {
        Assert.Equal(expected, Endpoint.Parse(text, null).ToString());
    }

    [Theory]
    [InlineData("ftp://localhost", null)]
    [InlineData("http://localhost/path", null)]
    [InlineData("::::", null)]
    [InlineData("http://localhost:1", "ca.pem")]
    public void An_address_that_cannot_be_called_is_refused(string text, string? authority)
    {
        Assert.Throws<UsageException>(() => Endpoint.Parse(text, authority));
    }

    private static TimeZoneInfo.AdjustmentRule SkipsAnHourInApril() => TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
        DateTime.MinValue,
        DateTime.MaxValue.Date,
        TimeSpan.FromHours(1),
        TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 2, 0, 0), 4, 1),
        TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 1));

    private sealed class ZonedTime(TimeZoneInfo zone) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => zone;
    }
}
