using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>A service of text with a method of each kind, made by hand as generated code makes them.</summary>
internal sealed class Conversation
{
    public static readonly Method<string, string> Say = Method(MethodType.Unary, "Say");
    public static readonly Method<string, string> Join = Method(MethodType.ClientStreaming, "Join");
    public static readonly Method<string, string> Spell = Method(MethodType.ServerStreaming, "Spell");
    public static readonly Method<string, string> Talk = Method(MethodType.DuplexStreaming, "Talk");
    public static readonly Method<string, string> Wait = Method(MethodType.Unary, "Wait");
    public static readonly Method<string, string> Refuse = Method(MethodType.Unary, "Refuse");
    public static readonly Method<string, string> Missing = Method(MethodType.Unary, "Missing");

    /// <summary>Finished when a waiting call has arrived.</summary>
    public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Finished when a waiting call was cancelled; its deadline then.</summary>
    public TaskCompletionSource<DateTime> Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The encodings in which requests arrived.</summary>
    public ConcurrentQueue<string?> Encodings { get; } = new();

    public ServerServiceDefinition Definition => ServerServiceDefinition.CreateBuilder()
        .AddMethod(Say, SayAsync)
        .AddMethod(Join, JoinAsync)
        .AddMethod(Spell, SpellAsync)
        .AddMethod(Talk, TalkAsync)
        .AddMethod(Wait, WaitAsync)
        .AddMethod(Refuse, RefuseAsync)
        .Build();

    private async Task<string> SayAsync(string request, ServerCallContext context)
    {
        Encodings.Enqueue(context.GetHttpContext().Request.Headers["grpc-encoding"]);
        await context.WriteResponseHeadersAsync([.. Echoed(context, "header")]);
        foreach (var trailer in Echoed(context, "trailer")) context.ResponseTrailers.Add(trailer);
        return request;
    }

    private static async Task<string> JoinAsync(IAsyncStreamReader<string> requests, ServerCallContext context)
    {
        List<string> words = [];
        await foreach (var word in requests.ReadAllAsync(context.CancellationToken)) words.Add(word);
        return string.Join(' ', words);
    }

    private static async Task SpellAsync(
        string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        foreach (var letter in request) await responses.WriteAsync(letter.ToString(), context.CancellationToken);
    }

    private static async Task TalkAsync(
        IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        while (await requests.MoveNext()) await responses.WriteAsync(requests.Current + "?");
    }

    private async Task<string> WaitAsync(string request, ServerCallContext context)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.CancellationToken.Register(cancelled.SetResult);
        await context.WriteResponseHeadersAsync([]);
        Arrived.TrySetResult();
        await cancelled.Task;
        Cancelled.TrySetResult(context.Deadline);
        return request;
    }

    private static Task<string> RefuseAsync(string request, ServerCallContext context) => throw new RpcException(
        new Status(StatusCode.FailedPrecondition, request), new Metadata { { "reason-bin", [0, 255] } });

    private static IEnumerable<Metadata.Entry> Echoed(ServerCallContext context, string kind) =>
        context.RequestHeaders.Where(entry => entry.Key.StartsWith(kind, StringComparison.Ordinal));

    private static Method<string, string> Method(MethodType type, string name) => new(
        type, "test.Conversation", name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);
}
