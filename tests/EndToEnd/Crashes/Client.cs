using System.Diagnostics;
using Grpc.Core;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// A client as the protocol advises: it sends a request until there is an answer, always with the same request id, to
/// the next server where one did not answer; and then the next request.
/// </summary>
/// <param name="servers">Any of them will do.</param>
/// <param name="ledger">Where it notes what it was told.</param>
/// <param name="random">What it orders, and where.</param>
/// <param name="persistence">When it sends a request again; left out: until there is an answer.</param>
/// <param name="rest">Between two orders.</param>
internal sealed class Client(
    IReadOnlyList<ServerSite> servers,
    Ledger ledger,
    Random random,
    Persistence? persistence = null,
    TimeSpan rest = default)
{
    private readonly Persistence _persistence = persistence ?? Persistence.UntilAnswered;
    private int _server = random.Next(servers.Count);

    private ActivationService.ActivationServiceClient Activations => servers[_server % servers.Count].Activations;

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
            await Task.Delay(rest, CancellationToken.None);
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
            var request = new WatchActivationRequest
            {
                Name = name,
                AfterSequence = events.Count > 0 ? events[^1].Sequence : after,
            };
            using var watch = Activations.WatchActivation(request, deadline: deadline);
            await foreach (var happened in watch.ResponseStream.ReadAllAsync())
                events.Add(happened);

            return events;
        });
    }

    private async Task<string> StartAsync(Order order)
    {
        var activation = await CallAsync(
            async deadline => await Activations.StartActivationAsync(order.Request, deadline: deadline));
        ledger.Acknowledge(order, activation.Name);
        return activation.Name;
    }

    private async Task DoAsync(Order order, string name)
    {
        if (order.Kind.Deed == Deed.Signal)
        {
            var signal =
                new SignalActivationRequest { Name = name, RequestId = $"{order.Id}-signal", Signal = "visit-done" };
            await CallAsync(async deadline => await Activations.SignalActivationAsync(signal, deadline: deadline));
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
            await CallAsync(async deadline => await Activations.RollbackActivationAsync(rollback, deadline: deadline));
        }
    }

    private async Task<T> CallAsync<T>(Func<DateTime, Task<T>> call)
    {
        var begun = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(DateTime.UtcNow + _persistence.CallMax);
            }
            catch (RpcException lost) when (_persistence.SendsAgain(lost, attempt, begun.Elapsed))
            {
                ledger.NoteResent();
                _server++;
            }

            await Task.Delay(_persistence.Pause(attempt));
        }
    }
}
