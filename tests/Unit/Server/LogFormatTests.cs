using Orchestrator.Server.Observability;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace Orchestrator.Tests.Unit.Server;

public sealed class LogFormatTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_of_text_ends_with_the_ids_that_it_has_not_named_yet()
    {
        var line = Write(
            new TextLogFormat(),
            "Step {Step} fell out.",
            ("Step", "open-port"),
            ("Activation", "0abc"),
            ("TraceParent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        Assert.Equal(
            "12:00:00.000 WRN Step open-port fell out. activation=0abc trace=4bf92f3577b34da6a3ce929d0e0e4736\n", line);
    }

    [Fact]
    public void A_line_of_text_stays_one_line()
    {
        var line = Write(new TextLogFormat(), "{Text}", ("Text", "two\nlines"));

        Assert.Equal("12:00:00.000 WRN two lines\n", line);
    }

    [Fact]
    public void A_line_of_json_has_the_ids_at_the_top_and_the_rest_by_name()
    {
        var line = Write(
            new JsonLogFormat(),
            "Step {Step} fell out after {Attempts}.",
            ("Step", "open-port"), ("Attempts", 3), ("SourceContext", "Engine"), ("Activation", "0abc"));

        Assert.Equal(
            """{"time":"2026-01-01T12:00:00.000000Z","level":"Warning","message":"Step open-port fell out after 3.","template":"Step {Step} fell out after {Attempts}.","source":"Engine","activation":"0abc","step":"open-port","properties":{"Attempts":3}}"""
                + "\n",
            line);
    }

    private static string Write(ITextFormatter format, string template, params (string Name, object Value)[] properties)
    {
        var output = new StringWriter { NewLine = "\n" };
        format.Format(
            new LogEvent(
                Noon,
                LogEventLevel.Warning,
                null,
                new MessageTemplateParser().Parse(template),
                properties.Select(property => new LogEventProperty(property.Name, new ScalarValue(property.Value)))),
            output);
        return output.ToString();
    }
}
