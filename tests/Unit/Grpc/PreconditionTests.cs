using Grpc.Core.Utils;

namespace Orchestrator.Tests.Unit.Grpc;

public class PreconditionTests
{
    [Fact]
    public void What_holds_passes()
    {
        GrpcPreconditions.CheckArgument(true);
        GrpcPreconditions.CheckArgument(true, "no");
        GrpcPreconditions.CheckState(true);
        GrpcPreconditions.CheckState(true, "no");

        Assert.Equal("a", GrpcPreconditions.CheckNotNull("a"));
        Assert.Equal("a", GrpcPreconditions.CheckNotNull("a", "name"));
    }

    [Fact]
    public void What_does_not_hold_is_refused_in_the_words_given()
    {
        Assert.Throws<ArgumentException>(() => GrpcPreconditions.CheckArgument(false));
        Assert.Throws<InvalidOperationException>(() => GrpcPreconditions.CheckState(false));
        var argument = Assert.Throws<ArgumentException>(() => GrpcPreconditions.CheckArgument(false, "no"));
        var state = Assert.Throws<InvalidOperationException>(() => GrpcPreconditions.CheckState(false, "not now"));
        Assert.Equal(("no", "not now"), (argument.Message, state.Message));
        Assert.Throws<ArgumentNullException>(() => GrpcPreconditions.CheckNotNull<string>(null));
        Assert.Throws<ArgumentNullException>("name", () => GrpcPreconditions.CheckNotNull<string>(null, "name"));
    }
}
