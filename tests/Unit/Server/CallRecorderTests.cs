using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Observability;
using Status = Google.Rpc.Status;

namespace Orchestrator.Tests.Unit.Server;

/// <summary>What stands around every call.</summary>
public sealed class CallRecorderTests
{
    private const string Start = "/orchestrator.v1.ActivationService/StartActivation";

    [Fact]
    public async Task More_calls_than_may_be_under_way_are_refused_before_they_are_read_and_told_to_come_again()
    {
        var bound = new CallBound(1);
        using var recorder = new CallRecorder(bound, new ServerMeters());
        var (ends, reached) = (new TaskCompletionSource(), 0);
        var (refused, later) = (Call(Start), Call(Start));

        var underWay = recorder.HandleAsync(Call(Start), _ => ends.Task);
        await recorder.HandleAsync(refused, _ => throw new InvalidOperationException("It was read."));
        var counted = bound.Count;
        ends.SetResult();
        await underWay;
        await recorder.HandleAsync(later, _ =>
        {
            reached++;
            return Task.CompletedTask;
        });

        var headers = refused.Response.Headers;
        var status = Status.Parser.ParseFrom(Convert.FromBase64String(headers["grpc-status-details-bin"].ToString()));
        Assert.Equal(
            ((int)StatusCode.ResourceExhausted).ToString(CultureInfo.InvariantCulture),
            headers["grpc-status"].ToString());
        Assert.Equal("1 calls are under way, which is the most that may be. Nothing was done; send the same request again later.", status.Message);
        Assert.Equal("OVERLOADED", status.Details[0].Unpack<ErrorInfo>().Type);
        Assert.Equal(
            1, status.Details.Single(detail => detail.Is(RetryInfo.Descriptor)).Unpack<RetryInfo>().RetryDelay.Seconds);
        Assert.Equal((1, 1, 0, ""), (counted, reached, bound.Count, later.Response.Headers["grpc-status"].ToString()));
    }

    [Fact]
    public async Task A_call_that_breaks_gives_its_place_back()
    {
        var bound = new CallBound(1);
        using var recorder = new CallRecorder(bound, new ServerMeters());

        await Assert.ThrowsAsync<IOException>(
            () => recorder.HandleAsync(Call(Start), _ => throw new IOException("The client is gone.")));

        Assert.Equal(0, bound.Count);
    }

    [Theory]
    [InlineData("/grpc.health.v1.Health/Check")]
    [InlineData("/orchestrator.v1.ClusterService/DrainNode")]
    [InlineData("/orchestrator.v1.AdapterService/HoldAdapter")]
    public void Where_there_is_no_room_health_and_the_cluster_have_a_thousand_calls_more(string method)
    {
        var bound = new CallBound(2);
        Assert.True(bound.TryEnter(Start));
        Assert.True(bound.TryEnter(Start));

        Assert.False(bound.TryEnter(Start));
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(bound.TryEnter(method)));
        Assert.False(bound.TryEnter(method));
    }

    private static DefaultHttpContext Call(string method) => new() { Request = { Path = method } };
}
