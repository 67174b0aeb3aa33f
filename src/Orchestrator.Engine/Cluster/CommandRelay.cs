using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Cluster;

/// <summary>
/// Sends commands to the nodes that own their activations, and carries out what others send. A command stays in the
/// table until it is answered: where its shard moves meanwhile, the next owner carries it out, and the request id keeps
/// it from being done twice.
/// </summary>
internal sealed class CommandRelay(IClusterStore store, ShardGate gate, ILogger log)
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<RemoteReply>> _asked = new();
    private readonly ConcurrentDictionary<long, bool> _inHand = new();
    private readonly ConcurrentDictionary<long, RemoteReply> _early = new();

    /// <summary>Carries a command out on this node.</summary>
    public Func<long, SagaCommand, Task<ReplyContent>> CarryOut { get; set; } =
        static (_, _) => throw new InvalidOperationException("Nobody carries out commands.");

    /// <summary>Starts what is to wait for its service in a shard of this node.</summary>
    public Func<SentStart, Task<ReplyContent>> Start { get; set; } =
        static _ => throw new InvalidOperationException("Nobody starts anything.");

    /// <summary>Says why calls of an activation of this node have not begun.</summary>
    public Func<long, IReadOnlyList<StepDelay>> FindDelays { get; set; } = static _ => [];

    /// <summary>How many of this node's commands are not answered.</summary>
    public int Waiting => _asked.Count;

    /// <param name="activation">Whose owner it is for.</param>
    /// <param name="content">As <see cref="CommandJson"/> writes it.</param>
    /// <param name="cancellation">Ends the waiting; it may be done all the same.</param>
    public async Task<RemoteReply> SendAsync(long activation, string content, CancellationToken cancellation)
    {
        var number = await store.SendAsync(activation, content, cancellation).ConfigureAwait(false);
        var answer = _asked.GetOrAdd(number, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_early.TryRemove(number, out var early))
            answer.TrySetResult(early);
        try
        {
            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _asked.TryRemove(number, out _);
        }
    }

    /// <summary>Answers have come.</summary>
    public async Task TakeAnswersAsync(CancellationToken stop)
    {
        foreach (var (number, content) in await store.TakeAnswersAsync(stop).ConfigureAwait(false))
        {
            var reply = CommandJson.ReadReply(content);
            if (_asked.TryGetValue(number, out var answer))
                answer.TrySetResult(reply);
            else if (_early.Count < 1000)
                KeepEarly(number, reply);
        }
    }

    /// <summary>Carries out what waits for this node.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        foreach (var command in await store.ReadCommandsAsync(gate.Owned, stop).ConfigureAwait(false))
        {
            if (_inHand.TryAdd(command.Number, true))
                _ = ServeAsync(command, stop);
        }
    }

    /// <summary>An answer may be there before its number is known; the one who asks looks for it then.</summary>
    private void KeepEarly(long number, RemoteReply reply)
    {
        _early[number] = reply;
        if (_asked.TryGetValue(number, out var answer) && _early.TryRemove(number, out _))
            answer.TrySetResult(reply);
    }

    private async Task ServeAsync(SentCommand command, CancellationToken stop)
    {
        try
        {
            if (command.Content == CommandJson.DelaysWanted)
            {
                var delays = CommandJson.Write(FindDelays(command.Activation));
                await store.AnswerAsync(command, delays, stop).ConfigureAwait(false);
                return;
            }

            var reply = await AnswerAsync(command).ConfigureAwait(false);
            if (reply is not ReplyContent.Elsewhere)
                await store.AnswerAsync(command, CommandJson.Write(reply), stop).ConfigureAwait(false);
        }
        catch (Exception later)
            when (later is EngineUnavailableException or EngineOverloadedException or JournalUnavailableException
            or OperationCanceledException)
        {
            // It stays in the table: it is looked for again, here or by the next owner.
        }
        catch (Exception broken)
        {
            log.OutputBroke(broken, nameof(SentCommand));
        }
        finally
        {
            _inHand.TryRemove(command.Number, out _);
        }
    }

    private async Task<ReplyContent> AnswerAsync(SentCommand command)
    {
        try
        {
            return CommandJson.ReadStart(command.Content) is { } start
                ? await Start(start).ConfigureAwait(false)
                : await CarryOut(command.Activation, CommandJson.ReadCommand(command.Content)).ConfigureAwait(false);
        }
        catch (JsonException unknown)
        {
            return new ReplyContent.Refused(new Refusal(
                RefusalReason.WrongState, "The node that owns the activation does not know this command; it runs "
                    + $"another version. {unknown.Message}"));
        }
    }
}
