using System.Runtime.CompilerServices;
using Grpc.Core;
using Orchestrator.Cli.Errors;
using Orchestrator.V1;

namespace Orchestrator.Cli.Watching;

/// <summary>What a feed brings: an event, or word that the connection was cut and is tried again.</summary>
internal abstract record FeedItem
{
    public sealed record Happened(ActivationEvent Event) : FeedItem;

    /// <param name="Cause">Why the connection was cut.</param>
    /// <param name="AfterSequence">The last event that was seen.</param>
    /// <param name="Delay">Until the next try.</param>
    public sealed record Cut(string Cause, long AfterSequence, TimeSpan Delay) : FeedItem;
}

/// <summary>
/// An activation's events in order, each once, however often the connection is cut: each new stream begins after the
/// last event that was seen.
/// </summary>
/// <param name="open">Opens a stream after a sequence number.</param>
/// <param name="time">What waits between two tries.</param>
internal sealed class EventFeed(Func<long, AsyncServerStreamingCall<ActivationEvent>> open, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(5);

    /// <summary>Reads until the server ends the stream.</summary>
    /// <param name="afterSequence">0 for all.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="RpcException">The server refused: trying again would not help.</exception>
    public async IAsyncEnumerable<FeedItem> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var delay = FirstDelay;
        while (true)
        {
            using var call = open(afterSequence);
            RpcException? cut;
            while (true)
            {
                (var next, cut) = await NextAsync(call.ResponseStream, cancellation);
                if (next is null) break;

                // What was seen already is not told again, whatever the server sends.
                if (next.Sequence <= afterSequence) continue;
                afterSequence = next.Sequence;
                delay = FirstDelay;
                yield return new FeedItem.Happened(next);
            }

            if (cut is null) yield break;

            yield return new FeedItem.Cut(Unreachable.Why(cut), afterSequence, delay);
            await Task.Delay(delay, time, cancellation);
            delay = delay * 2 < DelayMax ? delay * 2 : DelayMax;
        }
    }

    /// <summary>The next event; neither event nor cut at the end.</summary>
    private static async Task<(ActivationEvent? Event, RpcException? Cut)> NextAsync(
        IAsyncStreamReader<ActivationEvent> stream, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation) ? (stream.Current, null) : (null, null);
        }
        catch (RpcException error) when (!cancellation.IsCancellationRequested && Unreachable.IsPassing(error))
        {
            return (null, error);
        }
    }
}
