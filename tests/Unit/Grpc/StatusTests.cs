using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class StatusTests
{
    private static readonly Status Busy = new(StatusCode.Unavailable, "try again", new TimeoutException("too slow"));

    [Fact]
    public void A_status_shows_its_code_its_detail_and_what_was_thrown()
    {
        Assert.Equal("Status(StatusCode=\"OK\", Detail=\"\")", Status.DefaultSuccess.ToString());
        Assert.Equal("Status(StatusCode=\"Cancelled\", Detail=\"\")", Status.DefaultCancelled.ToString());
        Assert.Equal(
            "Status(StatusCode=\"Unavailable\", Detail=\"try again\","
            + " DebugException=\"System.TimeoutException: too slow\")",
            Busy.ToString());
    }

    [Fact]
    public void A_status_that_was_never_set_is_success()
    {
        Assert.Equal(StatusCode.OK, default(Status).StatusCode);
        Assert.Equal("", default(Status).Detail);
    }

    [Fact]
    public void An_exception_says_what_its_status_says_and_keeps_what_was_thrown()
    {
        var exception = new RpcException(Busy);

        Assert.Equal(Busy.ToString(), exception.Message);
        Assert.Same(Busy.DebugException, exception.InnerException);
        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.Equal(Busy, exception.Status);
        Assert.Same(Metadata.Empty, exception.Trailers);
    }

    [Fact]
    public void An_exception_may_speak_for_itself_and_carry_trailers()
    {
        var trailers = new Metadata { { "retry-after", "5" } };

        Assert.Equal("no", new RpcException(Busy, "no").Message);
        Assert.Same(trailers, new RpcException(Busy, trailers).Trailers);
        Assert.Equal("no", new RpcException(Busy, trailers, "no").Message);
        Assert.Throws<ArgumentNullException>(() => new RpcException(Busy, (Metadata)null!));
    }
}
