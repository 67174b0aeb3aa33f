using Orchestrator.Engine;
using Orchestrator.Server.Settings;

namespace Orchestrator.Tests.Unit.Server;

/// <summary>What operators let be done to adapter instances.</summary>
public sealed class AdapterLimitTests
{
    private static readonly string[] Instances = ["network", "mail"];

    [Fact]
    public void An_instance_has_the_limits_that_are_set_and_the_defaults_for_the_rest()
    {
        var limits = AdapterLimitTable.Of(
            AdapterLimitReader.Read(Settings(
                ("Adapters:network:concurrentmax", "3"),
                ("Adapters:network:PerSecondMax", "0.5"),
                ("Adapters:network:CircuitFailureRatio", "0.25"),
                ("Adapters:network:CircuitCallsMin", "5"),
                ("Adapters:network:CircuitWindowSeconds", "60"),
                ("Adapters:network:CircuitBreakSeconds", "2.5"),
                ("Adapters:network:TimeoutMaxSeconds", "10"),
                ("Adapters:mail:Windows", "night"))),
            Instances);

        Assert.Equal(AdapterLimits.Default, limits["mail"]);
        Assert.Equal(
            new AdapterLimits
            {
                ConcurrentMax = 3,
                PerSecondMax = 0.5,
                CircuitFailureRatio = 0.25,
                CircuitCallsMin = 5,
                CircuitWindow = TimeSpan.FromMinutes(1),
                CircuitBreak = TimeSpan.FromSeconds(2.5),
                TimeoutMax = TimeSpan.FromSeconds(10),
            },
            limits["network"]);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_its_place()
    {
        var wrong = Assert.Throws<SettingsException>(() => AdapterLimitReader.Read(Settings(
            ("Adapters:mail:CircuitCallsMin", "1"),
            ("Adapters:mail:CircuitFailureRatio", "1.5"),
            ("Adapters:network:ConcurrentMax", "many"),
            ("Adapters:network:PerSecondMax", "-1"),
            ("Adapters:network:Speed", "9"))));

        Assert.Equal(
            """
            Adapters:network:Speed in a test: under Adapters: there are <name>:Windows, <name>:ConcurrentMax, <name>:PerSecondMax, <name>:CircuitFailureRatio, <name>:CircuitCallsMin, <name>:CircuitWindowSeconds, <name>:CircuitBreakSeconds, <name>:TimeoutMaxSeconds.
            Adapters:mail:CircuitFailureRatio in a test is '1.5'; it must be a number from 0.01 to 1.
            Adapters:mail:CircuitCallsMin in a test is '1'; it must be a whole number from 2 to 1000000.
            Adapters:network:ConcurrentMax in a test is 'many'; it must be a whole number from 1 to 100000.
            Adapters:network:PerSecondMax in a test is '-1'; it must be a number from 0.001 to 1000000.
            """,
            wrong.Message);
    }

    [Fact]
    public void Instances_that_there_are_not_are_refused_all_at_once()
    {
        var wrong = Assert.Throws<SettingsException>(() => AdapterLimitTable.Of(
            AdapterLimitReader.Read(Settings(
                ("Adapters:other:ConcurrentMax", "5"),
                ("Adapters:mail:ConcurrentMax", "5"),
                ("Adapters:third:PerSecondMax", "5"))),
            Instances));

        Assert.Equal(
            """
            Adapters:other:ConcurrentMax in a test: there is no adapter instance 'other'. There are mail, network.
            Adapters:third:PerSecondMax in a test: there is no adapter instance 'third'. There are mail, network.
            """,
            wrong.Message);
    }

    private static RawSettings Settings(params (string Name, string Value)[] given)
    {
        var raw = new RawSettings();
        foreach (var (name, value) in given)
            raw.Set(name, value, $"{name} in a test");
        return raw;
    }
}
