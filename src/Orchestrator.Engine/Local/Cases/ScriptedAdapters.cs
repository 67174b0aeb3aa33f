using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>Answers what a case says, and lets others answer what it does not.</summary>
internal sealed class ScriptedAdapters(WorkflowCase one, ILocalAdapters others) : ILocalAdapters
{
    private readonly Dictionary<string, Queue<ScriptedAnswer>> _answers = QueuesOf(one.Answers);
    private readonly Dictionary<string, Queue<ScriptedAnswer>> _undoAnswers = QueuesOf(one.UndoAnswers);
    private readonly Dictionary<string, (ScriptedAnswer Answer, Queue<ReadKind> Read)> _unknown = [];

    /// <summary>Answers that no call came for: step and kind.</summary>
    public IEnumerable<string> Left => Unused(_answers, "answers").Concat(Unused(_undoAnswers, "undoAnswers"));

    public LocalAnswer Call(StepCall call)
    {
        _unknown.Remove(call.IdempotencyKey);
        return Next(call) is { } answer ? new(ContentOf(answer, call), answer.After) : others.Call(call);
    }

    public ReadBack Read(StepCall call)
    {
        if (!_unknown.TryGetValue(call.IdempotencyKey, out var unknown) || !unknown.Read.TryDequeue(out var found))
            return others.Read(call);

        return found switch
        {
            ReadKind.NotDone => new ReadBack.NotDone(),
            ReadKind.Done when !unknown.Answer.Output.IsNull => new ReadBack.Done(unknown.Answer.Output),
            ReadKind.Done => others.Read(call),
            _ => new ReadBack.StillUnknown(unknown.Answer.Message),
        };
    }

    private CallAnswer ContentOf(ScriptedAnswer answer, StepCall call)
    {
        switch (answer.Answer)
        {
            case AnswerKind.Retryable:
                return new CallAnswer.Failed(
                    new StepError(answer.Code, answer.Message, Retryable: true), answer.RetryAfter);
            case AnswerKind.Permanent:
                return new CallAnswer.Failed(new StepError(answer.Code, answer.Message));
            case AnswerKind.Unknown:
                _unknown[call.IdempotencyKey] = (answer, new(answer.Read));
                if (answer.Read.Contains(ReadKind.Done) && answer.Output.IsNull)
                    others.Call(call);
                return new CallAnswer.Unknown(answer.Message);
            default:
                return answer.Output.IsNull ? others.Call(call).Content : new CallAnswer.Succeeded(answer.Output);
        }
    }

    /// <summary>By the id of the step, or of its activity: what stands before the items of loops around it.</summary>
    private ScriptedAnswer? Next(StepCall call)
    {
        var answers = call.Undoes is null ? _answers : _undoAnswers;
        var step = StepOf(call.IdempotencyKey);
        var activity = step.IndexOfAny(['[', '#']) is > 0 and var end ? step[..end] : step;
        return Take(answers, step) ?? Take(answers, activity);
    }

    /// <summary>A key is <c>{activation}/{step}/do</c> or <c>/undo</c>.</summary>
    private static string StepOf(string key) => key[(key.IndexOf('/') + 1)..key.LastIndexOf('/')];

    private static ScriptedAnswer? Take(Dictionary<string, Queue<ScriptedAnswer>> answers, string name) =>
        answers.TryGetValue(name, out var left) && left.TryDequeue(out var next) ? next : null;

    private static IEnumerable<string> Unused(Dictionary<string, Queue<ScriptedAnswer>> answers, string what) =>
        answers.Where(left => left.Value.Count > 0).Select(left => $"{what} of {left.Key}");

    private static Dictionary<string, Queue<ScriptedAnswer>> QueuesOf(
        IReadOnlyDictionary<string, IReadOnlyList<ScriptedAnswer>> answers) =>
        answers.ToDictionary(one => one.Key, one => new Queue<ScriptedAnswer>(one.Value), StringComparer.Ordinal);
}
