using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Server.Grpc.Conversion;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;

namespace Orchestrator.Tests.Unit.Server;

public sealed class RequestHashTests
{
    [Fact]
    public void Requests_that_differ_in_id_wait_and_the_order_of_maps_have_one_hash()
    {
        var first = Start("a", "b");
        var second = Start("b", "a");
        (second.RequestId, second.Wait) = ("another", Duration.FromTimeSpan(TimeSpan.FromSeconds(1)));

        Assert.Equal(RequestHash.Of(first), RequestHash.Of(second));
    }

    [Fact]
    public void Taking_the_hash_leaves_the_request_as_it_was()
    {
        var request = Start("b", "a");
        request.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));
        var before = request.Clone();

        RequestHash.Of(request);

        Assert.Equal(before, request);
    }

    [Fact]
    public void Any_other_difference_is_another_hash()
    {
        Action<V1.StartActivationRequest>[] changes =
        [
            _ => { },
            request => request.Customer = "C-2",
            request => request.Priority = 1,
            request => request.Input.Fields["a"].StructValue.Fields["b"] = ProtoValue.ForNull(),
            request => request.Labels["a"] = "2",
            request => request.DueTime = new Timestamp { Seconds = 1 },
            request => request.PlanHash = "p",
            request => request.OnConflict = V1.StartActivationRequest.Types.OnConflict.Queue,
        ];

        var hashes = changes.Select(change =>
        {
            var request = Start("a", "b");
            change(request);
            return RequestHash.Of(request);
        });

        Assert.Equal(changes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void The_same_words_to_another_method_are_another_request()
    {
        var hold =
            new V1.HoldActivationRequest { Name = "activations/1", Decision = new V1.Decision { Reason = "why" } };
        var release = V1.ReleaseActivationRequest.Parser.ParseFrom(hold.ToByteArray());

        Assert.NotEqual(RequestHash.Of(hold), RequestHash.Of(release));
    }

    private static V1.StartActivationRequest Start(string one, string other)
    {
        var request = new V1.StartActivationRequest { RequestId = "r", Customer = "C-1", Input = new Struct() };
        foreach (var name in new[] { one, other })
        {
            request.Labels[name] = "1";
            request.Input.Fields[name] = ProtoValue.ForStruct(
                new Struct { Fields = { [one] = ProtoValue.ForBool(true), [other] = ProtoValue.ForBool(true) } });
        }

        return request;
    }
}
