extern alias cli;

using cli::Orchestrator.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>
/// A server as the program sees one: answers by the name of the call, and remembers what it was asked.
/// </summary>
internal sealed class ScriptedServer : CallInvoker
{
    private readonly Dictionary<string, Func<object, object>> _answers = [];
    private readonly Queue<StreamScript> _streams = [];

    /// <summary>Every request, in order.</summary>
    public List<object> Requests { get; } = [];

    /// <summary>The options of every call, in order.</summary>
    public List<CallOptions> Options { get; } = [];

    /// <summary>Answers a call of this request.</summary>
    public ScriptedServer On<TRequest>(Func<TRequest, IMessage> answer)
        where TRequest : IMessage
    {
        _answers[typeof(TRequest).Name] = request => answer((TRequest)request);
        return this;
    }

    /// <summary>Gives the next stream: events, and how it ends.</summary>
    public ScriptedServer Stream(
        IEnumerable<ActivationEvent> events, RpcException? end = null, Task? endsAfter = null)
    {
        _streams.Enqueue(new([.. events], end, endsAfter ?? Task.CompletedTask));
        return this;
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Requests.Add(((IDeepCloneable<TRequest>)request).Clone());
        Options.Add(options);
        return new(
            AnswerAsync<TResponse>(request), Task.FromResult(new Metadata()), () => default, () => [], () => { });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Requests.Add(((IDeepCloneable<TRequest>)request).Clone());
        Options.Add(options);
        var stream = new EventReader(_streams.Dequeue());
        return new(
            (IAsyncStreamReader<TResponse>)(object)stream, Task.FromResult(new Metadata()), () =>
                default, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException("The program makes no blocking calls.");

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException("The contract has no such calls.");

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException("The contract has no such calls.");

    private async Task<TResponse> AnswerAsync<TResponse>(object request)
    {
        await Task.Yield();
        return _answers.TryGetValue(request.GetType().Name, out var answer)
            ? (TResponse)answer(request)
            : throw new RpcException(
                new Status(StatusCode.Unimplemented, $"Nothing answers {request.GetType().Name}."));
    }

    private sealed record StreamScript(IReadOnlyList<ActivationEvent> Events, RpcException? End, Task EndsAfter);

    private sealed class EventReader(StreamScript script) : IAsyncStreamReader<ActivationEvent>
    {
        private int _next;

        public ActivationEvent Current { get; private set; } = new();

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (_next < script.Events.Count)
            {
                Current = script.Events[_next++];
                return true;
            }

            await script.EndsAfter.WaitAsync(cancellationToken);
            return script.End is null ? false : throw script.End;
        }
    }
}
