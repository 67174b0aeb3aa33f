using System.Diagnostics;
using Grpc.Core;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// A client as the protocol advises: it sends a request until there is an answer, always with the same request id, and
/// then the next.
/// </summary>
internal sealed class Client(ActivationService.ActivationServiceClient activations, Ledger ledger, Random random)
{
    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(30);

    /// <summary>
    /// Sends orders one after the other, until it is told to stop; the last one is brought to its acknowledgement.
    /// </summary>
    public async Task RunAsync(Func<int> nextNumber, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var order = Order.Make(nextNumber(), random);
            var name = await StartAsync(order);
            if (random.Next(4) == 0)
                await Task.WhenAll(StartAsync(order), StartAsync(order));

            await DoAsync(order, name);
        }
    }

    /// <summary>
    /// The events of an activation after a sequence, to its end; a watch that is cut goes on after the last event seen.
    /// </summary>
    public async Task<List<ActivationEvent>> WatchAsync(string name, long after = 0)
    {
        var events = new List<ActivationEvent>();
        return await CallAsync(async deadline =>
        {
            var request = new WatchActivationRequest { Name = name, AfterSequence = events.Count > 0 ? events[^1].Sequence : after };
            using var watch = activations.WatchActivation(request, deadline: deadline);
            await foreach (var happened in watch.ResponseStream.ReadAllAsync())
                events.Add(happened);

            return events;
        });
    }

    private async Task<string> StartAsync(Order order)
    {
        var activation = await CallAsync(
            async deadline => await activations.StartActivationAsync(order.Request, deadline: deadline));
        ledger.Acknowledge(order, activation.Name);
        return activation.Name;
    }

    private async Task DoAsync(Order order, string name)
    {
        if (order.Kind.Deed == Deed.Signal)
        {
            var signal =
                new SignalActivationRequest { Name = name, RequestId = $"{order.Id}-signal", Signal = "visit-done" };
            await CallAsync(async deadline => await activations.SignalActivationAsync(signal, deadline: deadline));
        }
        else if (order.Kind.Deed == Deed.RollBack)
        {
            await WatchAsync(name);
            var rollback = new RollbackActivationRequest
            {
                Name = name,
                RequestId = $"{order.Id}-rollback",
                Decision = new Decision { Reason = "the customer withdrew" },
            };
            await CallAsync(async deadline => await activations.RollbackActivationAsync(rollback, deadline: deadline));
        }
    }

    private async Task<T> CallAsync<T>(Func<DateTime, Task<T>> call)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(Pace))
        {
            try
            {
                return await call(DateTime.UtcNow + CallMax);
            }
            catch (RpcException lost) when (Lost.Is(lost) && patience.Elapsed < PatienceMax)
            {
                ledger.NoteResent();
            }
        }
    }
}
