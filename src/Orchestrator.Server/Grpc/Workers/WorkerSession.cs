using Grpc.Core;
using Microsoft.Extensions.Logging;
using Orchestrator.Engine.Workers;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Workers;

/// <summary>One worker's time on this node: what it says is heard, and what it is to be told is sent.</summary>
internal sealed class WorkerSession(WorkerAdapter adapter, WorkerLink link, WorkerNodes nodes, ILogger log)
{
    private const int ProgressLengthMax = 500;
    private const int ProgressPerSecondMax = 10;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NodesPace = TimeSpan.FromSeconds(3);

    private IReadOnlyList<V1.WorkerNode> _told = [];
    private long _progressSecond;
    private int _progressCount;

    /// <summary>Until the worker, or the server, has left; or the worker is gone, which is thrown.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<V1.WorkRequest> requests,
        IServerStreamWriter<V1.WorkResponse> responses,
        CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var hearing = HearAsync(requests, over.Token);
        var telling = TellAsync(responses, over.Token);
        var first = await Task.WhenAny(hearing, telling).ConfigureAwait(false);
        link.Close($"Worker '{link.Worker}' was lost before it answered.");
        await Task.WhenAny(telling, Task.Delay(LastWords, CancellationToken.None)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);

        // Nothing of the stream is touched after it has ended: the connection uses its parts for the next one.
        await Task.WhenAll(hearing, telling)
            .ContinueWith(static both => both.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
            .ConfigureAwait(false);
        await first.ConfigureAwait(false);
    }

    private async Task HearAsync(IAsyncStreamReader<V1.WorkRequest> requests, CancellationToken cancellation)
    {
        while (await requests.MoveNext(cancellation).ConfigureAwait(false))
        {
            var violations = new Violations();
            Hear(requests.Current, violations);
            violations.ThrowIfAny();
        }
    }

    private void Hear(V1.WorkRequest request, Violations violations)
    {
        switch (request.MessageCase)
        {
            case V1.WorkRequest.MessageOneofCase.Grant when request.Grant.Credits is >= 1 and <= WorkerLink.CreditsMax:
                link.Grant(request.Grant.Credits);
                break;
            case V1.WorkRequest.MessageOneofCase.Grant:
                violations.Add("grant.credits", $"must be from 1 to {WorkerLink.CreditsMax}.");
                break;
            case V1.WorkRequest.MessageOneofCase.Progress:
                HearProgress(request.Progress, violations);
                break;
            case V1.WorkRequest.MessageOneofCase.Answer:
                HearAnswer(request.Answer, violations);
                break;
            case V1.WorkRequest.MessageOneofCase.Leave:
                link.Leave(null);
                break;
            case V1.WorkRequest.MessageOneofCase.Register:
                violations.Add("register", "comes once, at the beginning. Open another stream for another instance.");
                break;
            default:
                violations.Add("message", "is none that this server knows. Send grant, progress, answer or leave.");
                break;
        }
    }

    private void HearProgress(V1.CallProgress progress, Violations violations)
    {
        violations.Text("progress.message", progress.Message, ProgressLengthMax);
        if (!link.TryFind(progress.Call, out var kind, out var call))
            violations.Add("progress.call", "is no call of this stream.");
        if (violations.Any || kind is null || !link.IsNews(progress.Call, progress.Message))
            return;

        var second = Environment.TickCount64 / 1000;
        _progressCount = second == _progressSecond ? _progressCount + 1 : 1;
        _progressSecond = second;
        if (_progressCount <= ProgressPerSecondMax)
            log.LogInformation(
                "Worker {Worker} is at {Adapter} {Operation} of {Key}: {Progress}",
                link.Worker,
                adapter.Instance,
                call?.Operation ?? "list",
                call?.IdempotencyKey ?? "",
                progress.Message);
    }

    private void HearAnswer(V1.AdapterAnswer answer, Violations violations)
    {
        if (answer.Credits is < 0 or > WorkerLink.CreditsMax)
            violations.Add("answer.credits", $"must be from 0 to {WorkerLink.CreditsMax}.");
        if (!link.TryFind(answer.Call, out var kind, out _))
            violations.Add("answer.call", "is no call of this stream.");
        if (violations.Any)
            return;
        if (kind is not { } asked)
        {
            link.Grant(answer.Credits);
            return;
        }

        if (answer.OutcomeCase == V1.AdapterAnswer.OutcomeOneofCase.Listing && asked == WorkerCallKind.List)
            HearListing(answer, violations);
        else if (AnswerReading.Read(answer, asked, violations) is { } reply && !violations.Any)
            link.Answer(answer.Call, reply, answer.Credits);
    }

    private void HearListing(V1.AdapterAnswer answer, Violations violations)
    {
        var part = AnswerReading.ReadResources(answer.Listing, violations);
        if (violations.Any)
            return;

        if (!link.TryAdd(answer.Call, part, AnswerReading.ListedMax, out var all))
            violations.Add("answer.listing", $"has more than {AnswerReading.ListedMax} resources in all.");
        else if (!answer.Listing.More)
            link.Answer(answer.Call, new WorkerReply.Listed(all), answer.Credits);
    }

    private async Task TellAsync(IServerStreamWriter<V1.WorkResponse> responses, CancellationToken cancellation)
    {
        _told = await nodes.ReadAsync(cancellation).ConfigureAwait(false);
        var welcome = OrderRendering.Welcome(nodes.Own, adapter.Lease, _told);
        await responses.WriteAsync(welcome, cancellation).ConfigureAwait(false);
        var lookedAt = Environment.TickCount64;
        while (true)
        {
            var more = link.Orders.WaitToReadAsync(cancellation).AsTask();
            while (!more.IsCompleted || Environment.TickCount64 - lookedAt > NodesPace.TotalMilliseconds)
            {
                if (await Task.WhenAny(more, Task.Delay(NodesPace, cancellation)).ConfigureAwait(false) == more
                    && Environment.TickCount64 - lookedAt < NodesPace.TotalMilliseconds)
                    break;

                lookedAt = Environment.TickCount64;
                await TellNodesAsync(responses, cancellation).ConfigureAwait(false);
            }

            if (!await more.ConfigureAwait(false))
                return;

            while (link.Orders.TryRead(out var order))
            {
                if (order is not WorkerOrder.Make make || link.TryHandOut(make.Id))
                    await responses.WriteAsync(OrderRendering.Render(order, adapter.Lease), cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task TellNodesAsync(IServerStreamWriter<V1.WorkResponse> responses, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = await nodes.ReadAsync(cancellation).ConfigureAwait(false);
        if (now.SequenceEqual(_told))
            return;

        _told = now;
        await responses.WriteAsync(OrderRendering.Nodes(now), cancellation).ConfigureAwait(false);
    }
}
