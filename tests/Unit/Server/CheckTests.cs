using Google.Protobuf.WellKnownTypes;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;

namespace Orchestrator.Tests.Unit.Server;

public sealed class CheckTests
{
    private readonly Violations _violations = new();

    [Fact]
    public void A_text_that_no_database_could_keep_is_refused()
    {
        string[] texts =
        [
            "ordinary", "🙂 is two surrogates that belong together", "nul\0inside", "\ud83d alone", "alone \ude42",
            "at the end \ud83d",
        ];

        var flaws = texts.Select(text => TextChecks.Flaw(text) ?? "");

        const string Half = "holds half of a surrogate pair.";
        Assert.Equal(["", "", "holds the character U+0000.", Half, Half, Half], flaws);
    }

    [Theory]
    [InlineData("", "is required.")]
    [InlineData("  ", "is required.")]
    [InlineData("12345", null)]
    [InlineData("123456", "has 6 characters; 5 are allowed.")]
    public void A_required_text_has_content_and_a_bound(string text, string? flaw)
    {
        _violations.Text("customer", text, 5, required: true);

        Assert.Equal(flaw is null ? [] : [new FieldProblem("customer", flaw)], _violations.Found);
    }

    [Fact]
    public void Everything_that_is_wrong_with_an_object_is_told_at_once()
    {
        var deep = new Struct();
        var inner = deep;
        for (var depth = 1; depth < StructChecks.DepthMax; depth++)
        {
            var next = new Struct();
            inner.Fields["d"] = ProtoValue.ForStruct(next);
            inner = next;
        }

        inner.Fields["d"] = ProtoValue.ForStruct(new Struct());
        var input = new Struct
        {
            Fields =
            {
                ["fine"] = ProtoValue.ForString("yes"),
                ["number"] = ProtoValue.ForNumber(double.NaN),
                ["list"] = ProtoValue.ForList(
                    ProtoValue.ForNumber(1), ProtoValue.ForNumber(double.PositiveInfinity), new ProtoValue()),
                ["nested"] = ProtoValue.ForStruct(new Struct { Fields = { ["text"] = ProtoValue.ForString("\0") } }),
                ["bad\0name"] = ProtoValue.ForNull(),
                ["deep"] = ProtoValue.ForStruct(deep),
            },
        };

        _violations.Object("input", input);

        Assert.Equal(
            [
                new FieldProblem("input.number", "is not a finite number."),
                new FieldProblem("input.list[1]", "is not a finite number."),
                new FieldProblem("input.list[2]", "has no value; give null where that is meant."),
                new FieldProblem("input.nested.text", "holds the character U+0000."),
                new FieldProblem("input", "has a member whose name holds the character U+0000."),
                new FieldProblem(
                    "input.deep" + string.Concat(Enumerable.Repeat(".d", StructChecks.DepthMax - 1)),
                    "is nested deeper than 32."),
            ],
            _violations.Found);
    }

    [Fact]
    public void An_object_that_is_too_large_is_refused()
    {
        _violations.Object(
            "input",
            new Struct { Fields = { ["text"] = ProtoValue.ForString(new string('x', StructChecks.BytesMax)) } });

        Assert.Equal([new FieldProblem("input", "has 1048594 bytes; 1048576 are allowed.")], _violations.Found);
    }

    [Fact]
    public void Times_outside_of_the_calendar_are_refused()
    {
        var time = _violations.Time("due_time", new Timestamp { Seconds = 1, Nanos = 999_999_999 });
        var none = _violations.Time("due_time", null);
        var late = _violations.Time("due_time", new Timestamp { Seconds = long.MaxValue });
        var negative = _violations.Time("start", new Timestamp { Nanos = -1 });

        Assert.Equal(DateTimeOffset.UnixEpoch.AddMicroseconds(1_999_999), time);
        Assert.Equal([null, null, null], new[] { none, late, negative });
        Assert.Equal(
            [
                new FieldProblem("due_time", "is no time between the years 1 and 9999."),
                new FieldProblem("start", "is no time between the years 1 and 9999."),
            ],
            _violations.Found);
    }

    [Fact]
    public void A_wait_is_from_nothing_to_a_day()
    {
        var half = _violations.Wait("wait", new Duration { Nanos = 500_000_000 });
        var day = _violations.Wait("wait", new Duration { Seconds = 86400 });
        _violations.Wait("wait", new Duration { Seconds = -1 });
        _violations.Wait("wait", new Duration { Seconds = 86401 });

        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(1)), (half, day));
        Assert.Equal(2, _violations.Found.Count);
    }

    [Theory]
    [InlineData("activations/01abc", "01abc")]
    [InlineData("activations/", null)]
    [InlineData("activations/a/b", null)]
    [InlineData("services/a", null)]
    [InlineData("activations/ä", null)]
    [InlineData("", null)]
    public void A_resource_name_has_its_collection_and_an_id(string name, string? id)
    {
        var found = _violations.Name("name", name, "activations/");

        Assert.Equal(id, found);
        Assert.Equal(id is null, _violations.Any);
    }

    [Theory]
    [InlineData("workflows/broadband-provision", "broadband-provision", 0)]
    [InlineData("workflows/broadband-provision/versions/12", "broadband-provision", 12)]
    [InlineData("workflows/broadband-provision/versions/0", null, 0)]
    [InlineData("workflows/broadband-provision/versions/01", null, 0)]
    [InlineData("workflows/broadband-provision/versions/99999999999", null, 0)]
    [InlineData("workflows/a/b", null, 0)]
    [InlineData("workflows/", null, 0)]
    [InlineData("broadband-provision", null, 0)]
    public void A_workflow_is_named_with_or_without_its_version(string name, string? definition, int version)
    {
        var found = _violations.Workflow("workflow", name);

        Assert.Equal(definition is null ? null : new WorkflowName(definition, version), found);
        Assert.Equal(definition is null, _violations.Any);
    }

    [Fact]
    public void Labels_are_few_and_short_and_have_plain_names()
    {
        var request = new V1.StartActivationRequest
        {
            Labels = { ["batch/no-1"] = "7", ["with space"] = "x", ["long"] = new string('x', 257), [""] = "" },
        };

        _violations.Labels("labels", request.Labels);

        var rule = "has a name that is not 1 to 63 of the characters a-z, A-Z, 0-9, '.', '_', '-' and '/'.";
        Assert.Equal(
            [
                new FieldProblem("labels", rule),
                new FieldProblem("labels.long", "has 257 characters; 256 are allowed."),
                new FieldProblem("labels", rule),
            ],
            _violations.Found);
    }

    [Fact]
    public void A_number_that_is_no_value_of_its_enumeration_is_refused()
    {
        _violations.Known("action", (V1.Action)77, required: true);
        _violations.Known("channel", V1.Channel.Unspecified);
        _violations.Known("action", V1.Action.Unspecified, required: true);

        Assert.Equal(
            [new FieldProblem("action", "77 is not a value of Action."), new FieldProblem("action", "is required.")],
            _violations.Found);
    }

    [Fact]
    public void A_field_is_not_fine_when_something_in_it_is_wrong()
    {
        _violations.Add("input.list[2]", "is not a finite number.");

        Assert.Equal(
            [false, false, true, true],
            new[] { "input", "input.list", "in", "input.lis" }.Select(_violations.IsFine));
    }
}
