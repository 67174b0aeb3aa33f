using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class CallOptionsTests
{
    [Fact]
    public void What_nobody_says_is_left_to_the_library()
    {
        Assert.Equal(default, new CallOptions(null));
        Assert.Null(default(CallOptions).Headers);
        Assert.Null(default(CallOptions).Deadline);
        Assert.False(default(CallOptions).IsWaitForReady);
    }

    [Fact]
    public void Each_With_changes_one_thing_and_leaves_the_original()
    {
        var none = new CallOptions();
        var headers = new Metadata();
        var deadline = DateTime.UnixEpoch;
        using var source = new CancellationTokenSource();
        var write = new WriteOptions(WriteFlags.NoCompress);
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);

        var all = none.WithHeaders(headers).WithDeadline(deadline).WithCancellationToken(source.Token)
            .WithWriteOptions(write).WithCredentials(credentials).WithWaitForReady();

        Assert.Equal(
            new CallOptions(headers, deadline, source.Token, write, null, credentials).WithWaitForReady(), all);
        Assert.Same(headers, all.Headers);
        Assert.Equal(deadline, all.Deadline);
        Assert.Equal(source.Token, all.CancellationToken);
        Assert.Same(write, all.WriteOptions);
        Assert.Null(all.PropagationToken);
        Assert.Same(credentials, all.Credentials);
        Assert.True(all.IsWaitForReady);
        Assert.False(all.WithWaitForReady(false).IsWaitForReady);
        Assert.Equal(default, none);
    }

    [Fact]
    public void Writing_is_by_default_without_flags()
    {
        Assert.Equal(default, WriteOptions.Default.Flags);
        Assert.Equal(default, new WriteOptions().Flags);
        Assert.Equal(WriteFlags.BufferHint, new WriteOptions(WriteFlags.BufferHint).Flags);
    }

    [Fact]
    public void A_call_within_a_call_takes_over_both_deadline_and_cancellation_by_default()
    {
        Assert.True(ContextPropagationOptions.Default.IsPropagateDeadline);
        Assert.True(ContextPropagationOptions.Default.IsPropagateCancellation);
        Assert.False(new ContextPropagationOptions(propagateDeadline: false).IsPropagateDeadline);
        Assert.False(new ContextPropagationOptions(propagateCancellation: false).IsPropagateCancellation);
    }
}
