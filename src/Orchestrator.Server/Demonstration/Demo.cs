using System.Globalization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Server.Demonstration;

/// <summary>
/// Sends real orders through the server's own gRPC port, and shows what becomes of them: nothing here knows more than
/// any client does.
/// </summary>
/// <param name="channel">To the port.</param>
/// <param name="server">The same port, as a command line is told of it.</param>
/// <param name="console">Where it is shown.</param>
internal sealed class Demo(GrpcChannel channel, Uri server, IAnsiConsole console)
{
    private static readonly Uri Usual = new("http://127.0.0.1:50051");

    private readonly ActivationService.ActivationServiceClient _client = As(channel, "order-system");
    private readonly ActivationService.ActivationServiceClient _support = As(channel, "support");
    private readonly ActivationService.ActivationServiceClient _engineer = As(channel, "engineer");

    /// <summary>Runs all orders to their ends. False where one ended otherwise than it should.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var run = DateTime.UtcNow.ToString("MMddHHmmss", CultureInfo.InvariantCulture);
        var orders = DemoOrder.All(run);
        var board = new DemoBoard(console, orders);
        var ends = new Activation[orders.Count];

        await board.ShowAsync(() => Task.WhenAll(orders.Select(async (order, index) =>
            ends[index] = await FollowAsync(order, board, cancellation))));
        Summarize(orders, ends);
        return orders.Zip(ends).All(pair => pair.First.Expected == pair.Second.State);
    }

    /// <summary>A client that says who it is, as all should: it is who the events name.</summary>
    private static ActivationService.ActivationServiceClient As(GrpcChannel channel, string caller) =>
        new(channel.Intercept(headers => [.. headers, new Metadata.Entry("orchestrator-caller", caller)]));

    private async Task<Activation> FollowAsync(DemoOrder order, DemoBoard board, CancellationToken cancellation)
    {
        var activation = await _client.StartActivationAsync(order.Request, cancellationToken: cancellation);
        var sequence = await WatchAsync(order, activation.Name, 0, board, cancellation);
        if (order.RollBackBecause is { } reason)
        {
            board.Act(order, $"Support rolls it back: {reason}.");
            await RollBackAsync(order, activation.Name, reason, cancellation);
            await WatchAsync(order, activation.Name, sequence, board, cancellation);
        }

        return await _client.GetActivationAsync(
            new GetActivationRequest { Name = activation.Name }, cancellationToken: cancellation);
    }

    private async Task<long> WatchAsync(
        DemoOrder order, string name, long after, DemoBoard board, CancellationToken cancellation)
    {
        using var watch = _client.WatchActivation(
            new WatchActivationRequest { Name = name, AfterSequence = after }, cancellationToken: cancellation);
        await foreach (var happened in watch.ResponseStream.ReadAllAsync(cancellation))
        {
            after = happened.Sequence;
            board.Note(order, happened);
            if (happened.Type == "SignalAwaited" && order.Signal is { } signal)
                await SignalAsync(order, name, signal, board, cancellation);
        }

        return after;
    }

    private async Task SignalAsync(
        DemoOrder order, string name, string signal, DemoBoard board, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        board.Act(order, "The engineer reports that the visit is done.");
        await _engineer.SignalActivationAsync(
            new SignalActivationRequest
            {
                Name = name,
                RequestId = order.Request.RequestId + "-visit",
                Signal = signal,
                Payload = new() { Fields = { ["engineer"] = Google.Protobuf.WellKnownTypes.Value.ForString("Ann") } },
            },
            cancellationToken: cancellation);
    }

    private async Task RollBackAsync(DemoOrder order, string name, string reason, CancellationToken cancellation)
    {
        var plan = await _support.PlanRollbackAsync(
            new PlanRollbackRequest { Name = name }, cancellationToken: cancellation);
        await _support.RollbackActivationAsync(
            new RollbackActivationRequest
            {
                Name = name,
                RequestId = order.Request.RequestId + "-rollback",
                Decision = new Decision { Reason = reason, Ticket = "CASE-1" },
                PlanHash = plan.PlanHash,
                Force = true,
            },
            cancellationToken: cancellation);
    }

    private void Summarize(IReadOnlyList<DemoOrder> orders, Activation[] ends)
    {
        var cli = "  dotnet run -c Release --project src/Orchestrator.Cli --";
        var where = server == Usual ? "" : $" --server {server.GetLeftPart(UriPartial.Authority)}";
        Write("");
        foreach (var (order, end) in orders.Zip(ends))
        {
            var verdict = end.State == order.Expected
                ? "[green]as it should[/]"
                : $"[red]not as it should: {order.Expected}[/]";
            Write($"{Markup.Escape(order.Request.Customer),-6} {Markup.Escape(order.Title)}: {end.State}, {verdict}. "
                + $"{Markup.Escape(end.Name)}");
        }

        Write("");
        Write("The server goes on serving. In another terminal, try:");
        WritePlain($"{cli} activation list{where}");
        WritePlain($"{cli} activation get {ends[1].Name}{where}");
        WritePlain($"{cli} activation rollback {ends[0].Name} --reason \"I want to see it\"{where}");
        WritePlain($"{cli} demo lifecycle{where}");
        WritePlain($"{cli} workflow graph workflows/broadband/provision.json --format ascii");
        Write("");
    }

    /// <summary>A line as it is: the terminal itself breaks it, so that it can be copied whole.</summary>
    private void WritePlain(string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <summary>A line with markup, in colours on a terminal and bare elsewhere.</summary>
    private void Write(string line)
    {
        if (console.Profile.Capabilities.Interactive)
            console.MarkupLine(line);
        else
            WritePlain(Markup.Remove(line));
    }
}
