using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class SandboxKeyTests : IDisposable
{
    private const string Reserve = "network.reserve-port";
    private const string Release = "network.release-port";
    private const string Configure = "network.configure-service";
    private const string Remove = "network.remove-service";
    private const string Port = """{ "device": "access-1", "port": 1, "customer": "c1" }""";
    private const string Slow = """{ "device": "access-1", "port": 1, "vlan": 100, "downMbps": 50, "upMbps": 5 }""";
    private const string Fast = """{ "device": "access-1", "port": 1, "vlan": 200, "downMbps": 500, "upMbps": 50 }""";

    private readonly TemporarySandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_key_that_had_its_effect_is_refused_with_another_input_or_operation()
    {
        await DoAsync(Reserve, Port, "a/do");

        var otherInput = await _sandbox.ExecuteAsync(Reserve, """{ "device": "access-1", "customer": "c1" }""", "a/do");
        var otherOperation = await _sandbox.ExecuteAsync("network.check-port", Port, "a/do");
        var otherAdapter = await _sandbox.ExecuteAsync("billing.open-account", Port, "a/do");

        foreach (var answer in new[] { otherInput, otherOperation, otherAdapter })
        {
            Assert.Equal("KEY_REUSED", Assert.IsType<Answer.Permanent>(answer).Code);
        }
    }

    [Fact]
    public async Task The_same_input_written_differently_is_the_same_call()
    {
        await DoAsync(Reserve, Port, "a/do");

        await DoAsync(Reserve, """{"customer":"c1","port":1.0,"device":"access-1"}""", "a/do");

        Assert.Equal((2, 1), Counts("a/do"));
    }

    [Fact]
    public async Task A_call_that_arrives_after_its_undo_has_no_effect()
    {
        var world = _sandbox.Dump();
        await DoAsync(Release, Port, "a/undo", undoes: "a/do");

        var late = await _sandbox.ExecuteAsync(Reserve, Port, "a/do");

        Assert.Equal("KEY_UNDONE", Assert.IsType<Answer.Permanent>(late).Code);
        Assert.IsType<ReadAnswer.NotDone>(await _sandbox.ReadAsync(Reserve, "a/do"));
        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task A_call_that_was_undone_is_not_answered_as_if_it_still_held()
    {
        await DoAsync(Reserve, Port, "a/do");
        await DoAsync(Release, Port, "a/undo", undoes: "a/do");

        var again = await _sandbox.ExecuteAsync(Reserve, Port, "a/do");

        Assert.Equal("KEY_UNDONE", Assert.IsType<Answer.Permanent>(again).Code);
    }

    [Fact]
    public async Task Undoing_a_call_that_was_refused_leaves_the_one_that_took_its_place()
    {
        await DoAsync(Reserve, Port, "other/do");
        var world = _sandbox.Dump();
        Assert.IsType<Answer.Permanent>(await _sandbox.ExecuteAsync(Reserve, Port, "a/do"));

        await DoAsync(Release, Port, "a/undo", undoes: "a/do");

        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task Undoing_leaves_a_thing_of_the_same_name_that_another_call_made_since()
    {
        await DoAsync(Reserve, Port, "a/do");
        await DoAsync(Release, Port, "b/do");
        await DoAsync(Reserve, Port, "c/do");
        var world = _sandbox.Dump();

        await DoAsync(Release, Port, "a/undo", undoes: "a/do");

        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task Undoing_does_not_lose_what_another_call_changed_since()
    {
        await DoAsync(Reserve, Port, "a/do");
        await DoAsync(Configure, Slow, "b/do");
        await DoAsync(Configure, Fast, "c/do");
        await DoAsync(Configure, Fast.Replace("500", "600", StringComparison.Ordinal), "d/do");
        var world = _sandbox.Dump();

        var made = await _sandbox.ExecuteAsync(Remove, "{}", "b/undo", undoes: "b/do");
        var replaced = await _sandbox.ExecuteAsync(Remove, "{}", "c/undo", undoes: "c/do");

        Assert.Equal("CHANGED_SINCE", Assert.IsType<Answer.Permanent>(made).Code);
        Assert.Equal("CHANGED_SINCE", Assert.IsType<Answer.Permanent>(replaced).Code);
        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task Undoing_a_removal_does_not_lose_what_another_call_put_in_its_place()
    {
        await DoAsync(Reserve, Port, "a/do");
        await DoAsync(Release, Port, "b/do");
        await DoAsync(Reserve, Port, "c/do");
        var world = _sandbox.Dump();

        var refused = await _sandbox.ExecuteAsync(Reserve, "{}", "b/undo", undoes: "b/do");

        Assert.Equal("CHANGED_SINCE", Assert.IsType<Answer.Permanent>(refused).Code);
        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task Undoing_what_is_gone_by_other_hands_succeeds()
    {
        await DoAsync(Reserve, Port, "a/do");
        await DoAsync(Configure, Slow, "b/do");
        await DoAsync(Configure, Fast, "c/do");
        await DoAsync(Remove, Fast, "d/do");
        var world = _sandbox.Dump();

        await DoAsync(Remove, "{}", "c/undo", undoes: "c/do");
        await DoAsync(Remove, "{}", "b/undo", undoes: "b/do");

        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task Undone_in_reverse_order_each_step_restores_what_was_there_before_it()
    {
        await DoAsync(Reserve, Port, "a/do");
        var reserved = _sandbox.Dump();
        await DoAsync(Configure, Slow, "b/do");
        var slow = _sandbox.Dump();
        await DoAsync(Configure, Fast, "c/do");

        await DoAsync(Remove, Fast, "c/undo", undoes: "c/do");
        Assert.Equal(slow, _sandbox.Dump());
        await DoAsync(Remove, Slow, "b/undo", undoes: "b/do");
        Assert.Equal(reserved, _sandbox.Dump());
        await DoAsync(Release, Port, "a/undo", undoes: "a/do");

        Assert.Equal(
            ["a/do", "b/do", "c/do", "c/undo", "b/undo", "a/undo"],
            _sandbox.Calls().OrderBy(call => call.Number).Select(call => call.Key));
    }

    [Fact]
    public async Task What_was_restored_can_be_undone_by_the_call_that_first_made_it()
    {
        var world = _sandbox.Dump();
        await DoAsync(Reserve, Port, "a/do");
        await DoAsync(Release, Port, "b/do");
        await DoAsync(Reserve, Port, "b/undo", undoes: "b/do");

        await DoAsync(Release, Port, "a/undo", undoes: "a/do");

        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task A_compensation_that_is_not_the_inverse_is_an_ordinary_call()
    {
        await DoAsync("billing.open-account", """{ "customer": "c1" }""", "a/do");
        var charge = """{ "account": "acc-c1", "reference": "cancellation", "amountCents": 500 }""";

        await DoAsync("billing.charge", charge, "a/undo", undoes: "a/do");

        Assert.Contains("acc-c1/cancellation  acc-c1", _sandbox.Dump(), StringComparison.Ordinal);
        Assert.Contains("accounts (1)", _sandbox.Dump(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_as_compensation_gives_back_only_what_is_left_or_what_it_is_told()
    {
        await DoAsync("billing.open-account", """{ "customer": "c1" }""", "a/do");
        await DoAsync("billing.charge", """{ "account": "acc-c1", "reference": "x", "amountCents": 500 }""", "b/do");
        await DoAsync("billing.charge", """{ "account": "acc-c1", "reference": "y", "amountCents": 500 }""", "c/do");
        await DoAsync("billing.refund", """{ "charge": "acc-c1/x", "refundCents": 100 }""", "d/do");

        await DoAsync("billing.refund", """{ "amountCents": 500 }""", "b/undo", undoes: "b/do");
        await DoAsync("billing.refund", """{ "refundCents": 450 }""", "c/undo", undoes: "c/do");

        Assert.EndsWith(
            """
            refunds (3)
              id          charge    number  refund_cents  currency
              acc-c1/x/1  acc-c1/x  1       100           EUR
              acc-c1/x/2  acc-c1/x  2       400           EUR
              acc-c1/y/1  acc-c1/y  1       450           EUR
            numbers (0)
            trunks (0)
            routes (0)

            """,
            _sandbox.Dump(),
            StringComparison.Ordinal);
    }

    private async Task DoAsync(string operation, string input, string key, string? undoes = null)
    {
        var answer = await _sandbox.ExecuteAsync(operation, input, key, undoes);
        Assert.True(answer is Answer.Succeeded, $"{operation} {key} was answered {answer}");
    }

    private (long Called, long Applied) Counts(string key)
    {
        var call = _sandbox.Calls().Single(call => call.Key == key);
        return (call.Called, call.Applied);
    }
}
