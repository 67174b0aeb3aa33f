using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>Publishes one event after the other, each until it is acknowledged.</summary>
internal sealed class Ringing : IDisposable
{
    private const int EventsBetween = 5;
    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private readonly ServerSite _site;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<int> _acknowledged = new();
    private readonly Task _rings;

    public Ringing(ServerSite site)
    {
        _site = site;
        _rings = RingAsync();
    }

    /// <summary>How many were sent again because nothing was known of them.</summary>
    public int Resent { get; private set; }

    /// <summary>Waits until some more are acknowledged.</summary>
    public async Task ProgressAsync()
    {
        var before = _acknowledged.Count;
        for (var patience = Stopwatch.StartNew(); _acknowledged.Count < before + EventsBetween; await Task.Delay(Pace))
            Assert.True(
                !_rings.IsFaulted && patience.Elapsed < PatienceMax, $"No event was acknowledged: {_rings.Exception}");
    }

    /// <summary>The last one is brought to its acknowledgement.</summary>
    /// <returns>What the events carried.</returns>
    public async Task<IReadOnlyList<int>> StopAsync()
    {
        await _stop.CancelAsync();
        await _rings;
        return [.. _acknowledged];
    }

    public void Dispose() => _stop.Dispose();

    private async Task RingAsync()
    {
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            var request = new PublishEventRequest
            {
                RequestId = $"ring-{number}",
                Event = "ring",
                Payload = new Struct { Fields = { ["number"] = Value.ForNumber(number) } },
            };
            var answer = await PublishAsync(request);
            Assert.Equal(1, answer.Started);
            _acknowledged.Enqueue(number);
            await Task.Delay(Pace);
        }
    }

    private async Task<PublishEventResponse> PublishAsync(PublishEventRequest request)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(Pace))
        {
            try
            {
                return await _site.Activations.PublishEventAsync(request, deadline: DateTime.UtcNow + CallMax);
            }
            catch (RpcException lost) when (Lost.Is(lost) && patience.Elapsed < PatienceMax)
            {
                Resent++;
            }
        }
    }
}
