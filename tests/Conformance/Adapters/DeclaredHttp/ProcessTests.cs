using Orchestrator.Adapters;
using Orchestrator.TestKit;
using Orchestrator.TestKit.StandIns;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

/// <summary>What another process finds after one was killed between the call and its answer.</summary>
public sealed class ProcessTests
{
    private const string Start = """{ "customer": "cus_ada", "price": "price_basic" }""";

    [Fact]
    public async Task The_next_process_finds_what_was_done_undoes_it_by_its_key_alone_and_sends_each_request_with_a_key_of_its_own()
    {
        var (stripe, records, isLost) = (new StripeStandIn(), new MemoryRecords(), true);
        await using var system = new HttpStandIn(request =>
        {
            var reply = stripe.Answer(request);
            return request.Method == "POST" && isLost ? null : reply;
        });
        using var first = new DeclaredAdapter(DeclaredAdapter.Text("stripe"), system.Address, stripe.Secrets, records: records);
        Assert.IsType<Answer.Unknown>(await first.ExecuteAsync("start-subscription", Start));
        isLost = false;

        using var second = new DeclaredAdapter(DeclaredAdapter.Text("stripe"), system.Address, stripe.Secrets, records: records);
        var read = await second.Adapter.ReadAsync(
            DeclaredAdapter.Call("start-subscription", Start), CancellationToken.None);
        var again = await second.ExecuteAsync("start-subscription", Start);
        var undone = await second.Adapter.ExecuteAsync(
            DeclaredAdapter.Call("cancel-subscription", "{}", "activations/1/step/undo") with { Undoes = "activations/1/step/do" },
            CancellationToken.None);

        Assert.Equal("""{"subscription":"sub_1"}""", Assert.IsType<ReadAnswer.Done>(read).Output!.Value.GetRawText());
        Assert.Equal("""{"subscription":"sub_1"}""", Assert.IsType<Answer.Succeeded>(again).Output!.Value.GetRawText());
        var released = Assert.Single(Assert.IsType<Answer.Succeeded>(undone).Resources);
        Assert.Equal(("sub_1", true), (released.Resource.ExternalId, released.Released));
        Assert.Equal("", stripe.World());
        Assert.Equal(
            ["POST activations/1/step/do", "DELETE "],
            system.Requests.Where(request => request.Method != "GET")
                .Select(request => $"{request.Method} {request.Header("Idempotency-Key")}"));
    }
}
