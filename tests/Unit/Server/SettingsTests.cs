using System.Collections;
using Orchestrator.Core.Shards;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Server;

public sealed class SettingsTests
{
    [Fact]
    public void Without_anything_said_the_defaults_hold()
    {
        var read = SettingsReader.Read(new RawSettings());

        Assert.Empty(read.Sandbox.Faults);
        var defaults = new ServerSettings();
        Assert.Equal(defaults, read with { Sandbox = defaults.Sandbox });
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        using var folder = new TemporaryFolder("settings");
        var file = folder.Write("settings.json", """
            // comments are fine
            { "Orchestrator": { "Data": "from-file", "Database": "from-file", "Grpc": "127.0.0.1:1", "LogJson": true, } }
            """);
        var raw = new RawSettings();

        raw.LayFile(file);
        raw.LayEnvironment(new Hashtable
        {
            ["ORCHESTRATOR__DATABASE"] = "from-environment",
            ["ORCHESTRATOR__GRPC"] = "127.0.0.1:2",
            ["PATH"] = "x",
        });
        CommandLine.Lay(["--grpc", "127.0.0.1:3"], raw, TextWriter.Null);
        var settings = SettingsReader.Read(raw);

        Assert.Equal(
            ("from-file", "from-environment", "127.0.0.1:3", true),
            (settings.Data, settings.Database, settings.Grpc.ToString(), settings.LogJson));
    }

    [Fact]
    public void Settings_with_several_words_are_reached_from_the_environment()
    {
        var raw = new RawSettings();

        raw.LayEnvironment(new Hashtable
        {
            ["ORCHESTRATOR__TELEMETRY__OTLPENDPOINT"] = "http://collector:4317",
            ["orchestrator__sandbox__latencyminms"] = "5",
            ["ORCHESTRATOR__SANDBOX__FAULTS__network.reserve-port"] = "fail-once",
        });
        var settings = SettingsReader.Read(raw);

        Assert.Equal(
            (new Uri("http://collector:4317"), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5), "fail-once"),
            (settings.OtlpEndpoint, settings.Sandbox.LatencyMin, settings.Sandbox.LatencyMax, settings.Sandbox.Faults["network.reserve-port"]));
    }

    [Theory]
    [InlineData("Grpc", "nonsense", "ORCHESTRATOR__GRPC is 'nonsense'; it must be HOST:PORT, with an IP address, localhost or * as host: 127.0.0.1:50051.")]
    [InlineData("Insecure", "yes", "ORCHESTRATOR__INSECURE is 'yes'; it must be true or false.")]
    [InlineData("Data", "", "ORCHESTRATOR__DATA is empty.")]
    [InlineData("Telemetry__OtlpEndpoint", "collector", "ORCHESTRATOR__TELEMETRY__OTLPENDPOINT is 'collector'; it must be an http or https address.")]
    [InlineData("DrainSeconds", "-1", "ORCHESTRATOR__DRAINSECONDS is '-1'; it must be a whole number from 0 to 3600000.")]
    [InlineData("Lanes__x__Width", "0", "ORCHESTRATOR__LANES__X__WIDTH is '0'; it must be a whole number from 1 to 10000.")]
    [InlineData("Lanes__x__Rate", "10", "ORCHESTRATOR__LANES__X__RATE is '10'; it must be CALLS/PERIOD, as in 10/00:00:01: 1 to 1000 calls in 1 ms to 1 hour.")]
    [InlineData("Lanes__x__Rate", "10/02:00:00", "ORCHESTRATOR__LANES__X__RATE is '10/02:00:00'; it must be CALLS/PERIOD, as in 10/00:00:01: 1 to 1000 calls in 1 ms to 1 hour.")]
    [InlineData("Lanes__Width", "2", "ORCHESTRATOR__LANES__WIDTH: under Lanes: there are <name>:Width, <name>:Rate, <name>:Windows.")]
    public void A_setting_that_cannot_be_understood_is_named_with_where_it_stands(
        string name, string value, string message)
    {
        var raw = new RawSettings();
        raw.LayEnvironment(new Hashtable { ["ORCHESTRATOR__" + name.ToUpperInvariant()] = value });

        var refused = Assert.Throws<SettingsException>(() => SettingsReader.Read(raw));

        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public void Lanes_have_a_width_and_a_rate_by_name_or_pattern()
    {
        var raw = new RawSettings();
        raw.LayEnvironment(new Hashtable
        {
            ["ORCHESTRATOR__Lanes__olt-*__Width"] = "4",
            ["ORCHESTRATOR__Lanes__olt-*__RATE"] = "10/00:00:01",
            ["ORCHESTRATOR__Lanes__crm:orders__Rate"] = "1/00:00:00.5",
        });

        var lanes = SettingsReader.Read(raw).Lanes;

        Assert.Equal(new LaneRule(4, new LaneRate(10, TimeSpan.FromSeconds(1))), lanes.Of("olt-17"));
        Assert.Equal(new LaneRule(1, new LaneRate(1, TimeSpan.FromSeconds(0.5))), lanes.Of("crm:orders"));
        Assert.Equal(LaneRule.Default, lanes.Of("msc"));
    }

    [Fact]
    public void A_setting_that_there_is_none_of_is_refused()
    {
        var raw = new RawSettings();
        raw.LayEnvironment(new Hashtable { ["ORCHESTRATOR__GRCP"] = "127.0.0.1:1" });

        var refused = Assert.Throws<SettingsException>(() => SettingsReader.Read(raw));

        Assert.StartsWith(
            "ORCHESTRATOR__GRCP: there is no such setting. There are Data, Database, ",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--grpc")]
    [InlineData("--insecure=maybe")]
    [InlineData("stray")]
    public void A_wrong_option_is_one_clear_line(string argument)
    {
        var refused = Assert.Throws<SettingsException>(
            () => CommandLine.Lay([argument], new RawSettings(), TextWriter.Null));

        Assert.EndsWith(" Try --help.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Help_tells_every_option()
    {
        var output = new StringWriter();

        var goesOn = CommandLine.Lay(["--help"], new RawSettings(), output);

        Assert.False(goesOn);
        Assert.All(
            ["--data", "--database", "--grpc", "--http", "--certificate", "--certificate-key", "--workflows", "--insecure", "--log-json", "--demo"],
            option => Assert.Contains(option, output.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0:50051", "127.0.0.1:8080")]
    [InlineData("[::]:50051", "127.0.0.1:8080")]
    [InlineData("127.0.0.1:50051", "*:8080")]
    public void What_others_can_reach_needs_tls_or_the_word_that_it_is_wanted(string grpc, string http)
    {
        var settings = new ServerSettings { Grpc = Parse(grpc), Http = Parse(http) };

        var refused = Assert.Throws<SettingsException>(() => SettingsCheck.Check(settings));

        Assert.EndsWith(
            "Give --certificate FILE, or --insecure if that is wanted.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(settings.Grpc, SettingsCheck.Check(settings with { Insecure = true }).Grpc);
    }

    [Fact]
    public void Settings_that_do_not_go_together_are_refused()
    {
        ServerSettings[] wrong =
        [
            new() { Grpc = Parse("127.0.0.1:9000"), Http = Parse("127.0.0.1:9000") },
            new() { CertificateKey = "key.pem" },
            new() { Certificate = "no-such-file.pem" },
            new() { Workflows = "no-such-folder" },
            new() { Lease = TimeSpan.FromSeconds(2) },
            new() { LookAhead = TimeSpan.Zero },
            new() { TeardownRetryAfter = TimeSpan.FromDays(2) },
            new() { Sandbox = new SandboxSettings
            {
                LatencyMin = TimeSpan.FromSeconds(2),
                LatencyMax = TimeSpan.FromSeconds(1),
            } },
        ];

        Assert.Equal(
            [
                "--grpc and --http both want port 9000. Give each its own.",
                "--certificate-key was given without --certificate.",
                "--certificate no-such-file.pem: there is no such file.",
                "--workflows no-such-folder: there is no such folder.",
                "LeaseSeconds is 2; it must be from 3 to 300.",
                "LookAheadSeconds is 0; it must be from 1 to 3600.",
                "TeardownRetrySeconds is 172800; it must be from 1 to 86400.",
                "Sandbox:LatencyMaxMs is less than Sandbox:LatencyMinMs.",
            ],
            wrong.Select(settings => Assert.Throws<SettingsException>(() => SettingsCheck.Check(settings)).Message));
    }

    [Theory]
    [InlineData("127.0.0.1:50051", "127.0.0.1:50051")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("*:80", "[::]:80")]
    [InlineData("::1:80", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData(":80", null)]
    [InlineData("127.0.0.1:65536", null)]
    [InlineData("127.0.0.1:-1", null)]
    [InlineData("127.1:80", null)]
    [InlineData("example.com:80", null)]
    public void An_endpoint_is_an_address_and_a_port(string text, string? endpoint) =>
        Assert.Equal(endpoint, Endpoint.TryParse(text, out var parsed) ? parsed.ToString() : null);

    private static Endpoint Parse(string text) =>
        Endpoint.TryParse(text, out var endpoint) ? endpoint : throw new ArgumentException(text);
}
