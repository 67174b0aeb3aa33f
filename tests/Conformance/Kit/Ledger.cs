using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Kit;

/// <summary>An adapter that keeps all rules, or breaks one of them: a book of names, in memory.</summary>
internal sealed class Ledger(Flaw flaw) : IAdapter
{
    public const string Password = "hunter2";

    private readonly SortedDictionary<string, string> _madeBy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, Answer.Succeeded Answer)> _done = [];
    private readonly Dictionary<string, (string By, Answer.Succeeded Answer)> _undone = [];
    private readonly List<Resource> _gone = [];
    private readonly Dictionary<string, Mishap> _mishaps = [];
    private readonly Lock _lock = new();
    private int _extra;

    public AdapterDescription Description { get; } = new(
        "ledger",
        [
            new(
                "enter",
                Schema(flaw, "name"),
                Schema(flaw, flaw == Flaw.GivesAnotherOutput ? "page" : "name"),
                Inverse: flaw == Flaw.NamesNoInverse ? "erase" : "strike",
                CanRead: true,
                CanPreview: true) { Summary = "Enters a name." },
            new("strike", Schema(flaw, "name"), Schema(flaw, "name"), CanRead: true, CanPreview: true) { Summary = "Strikes a name." },
        ],
        CanList: true);

    public void Arrange(Mishap mishap, string key) => _mishaps.Add(key, mishap);

    public string World()
    {
        lock (_lock)
            return string.Join('\n', _madeBy.Select(one => one.Key)) + new string('+', _extra);
    }

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return GivenUp();
        if (call.Operation is not ("enter" or "strike") && flaw != Flaw.TakesAnyOperation)
            return new Answer.Permanent("UNKNOWN_OPERATION", "There is no such operation.");

        if (_mishaps.Remove(call.IdempotencyKey, out var mishap))
        {
            if (mishap == Mishap.Hang)
                return await HangAsync(cancellation);
            if (mishap == Mishap.LostCall)
                return flaw == Flaw.Throws ? throw new IOException("lost") : new Answer.Unknown("The connection was lost.");

            await DoAsync(call);
            return flaw == Flaw.GuessesAtLoss ? Success("guessed", released: false) : new Answer.Unknown("No answer came.");
        }

        return await DoAsync(call);
    }

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var known = call.Undoes is { } undone && _undone.TryGetValue(undone, out var undo) && undo.By == call.IdempotencyKey
                ? undo.Answer
                : _done.TryGetValue(call.IdempotencyKey, out var done) ? done.Answer : null;
            return Task.FromResult<ReadAnswer>(flaw switch
            {
                Flaw.ReadsNotDone => new ReadAnswer.NotDone(),
                Flaw.ReadsDone => ReadOf(known ?? Success("any", released: false)),
                Flaw.ReadsAnotherOutput when known is not null => ReadOf(known with { Output = null }),
                _ => known is null ? new ReadAnswer.NotDone() : ReadOf(known),
            });
        }
    }

    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) => call.Undoes is null
        ? [new(new Resource("name", flaw == Flaw.TellsOfOthers ? "nobody" : NameOf(call) ?? ""), call.Operation == "strike")]
        : null;

    public async Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (flaw == Flaw.PreviewsForReal)
            await DoAsync(call);
        return call.Operation == "enter" ? $"+ name {NameOf(call)}" : $"- name {NameOf(call)}";
    }

    public async IAsyncEnumerable<Resource> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var name in flaw == Flaw.ListsTooLittle ? [] : _madeBy.Keys.ToArray())
            yield return new Resource("name", name);
        foreach (var gone in flaw == Flaw.ListsWhatIsGone ? _gone.ToArray() : [])
            yield return gone;
    }

    private async Task<Answer> DoAsync(AdapterCall call)
    {
        if (flaw == Flaw.LooksBeforeItLocks && !_done.ContainsKey(call.IdempotencyKey))
        {
            await Task.Delay(5);
            lock (_lock)
                _extra++;
        }

        lock (_lock)
            return call.Undoes is { } undone ? Undo(call, undone) : Do(call);
    }

    private Answer Do(AdapterCall call)
    {
        if (_done.TryGetValue(call.IdempotencyKey, out var known) && flaw != Flaw.ForgetsKeys)
            return known.Answer;
        if (_undone.ContainsKey(call.IdempotencyKey))
            return new Answer.Permanent("CALL_UNDONE", "This call was undone.");

        var name = NameOf(call);
        if (name is null)
        {
            _extra += flaw == Flaw.RefusesAfterHalf ? 1 : 0;
            return new Answer.Permanent(
                flaw == Flaw.RefusesWithoutCode ? "" : "NAME_MISSING",
                flaw == Flaw.TellsSecrets ? $"There is no name beside {Password}." : "There is no name.");
        }

        _extra += flaw == Flaw.ForgetsKeys ? 1 : 0;
        if (flaw != Flaw.LiesAboutSuccess)
            Change(call.Operation == "strike", name, call.IdempotencyKey);
        var answer = Success(name, call.Operation == "strike");
        _done[call.IdempotencyKey] = (name, answer);
        return answer;
    }

    private Answer Undo(AdapterCall call, string undone)
    {
        if (_undone.TryGetValue(undone, out var known) && flaw != Flaw.UndoesTwice)
            return known.By == call.IdempotencyKey ? known.Answer : new Answer.Succeeded();
        if (!_done.TryGetValue(undone, out var done))
        {
            if (flaw == Flaw.CannotUndoNothing)
                return new Answer.Permanent("NOT_FOUND", "There is nothing to undo.");

            _undone[undone] = (call.IdempotencyKey, new Answer.Succeeded());
            return new Answer.Succeeded();
        }

        if (flaw == Flaw.UndoesTooMuch)
            _madeBy.Clear();
        if (flaw == Flaw.UndoesTwice)
            _extra--;
        if (flaw != Flaw.UndoesNothing && (flaw != Flaw.UndoesByInput || NameOf(call) is not null))
            Change(remove: true, done.Name, undone);
        var answer = Success(done.Name, released: true);
        _undone[undone] = (call.IdempotencyKey, answer);
        _done.Remove(undone);
        return answer;
    }

    private void Change(bool remove, string name, string key)
    {
        if (!remove)
        {
            _madeBy[name] = key;
            return;
        }

        if (_madeBy.Remove(name))
            _gone.Add(new Resource("name", name));
    }

    private async Task<Answer> HangAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, flaw == Flaw.NeverGivesUp ? CancellationToken.None : cancellation);
        }
        catch (OperationCanceledException)
        {
            // It was given up.
        }

        return GivenUp();
    }

    private Answer GivenUp() => flaw == Flaw.GuessesAtTimeout
        ? new Answer.Retryable("TIMEOUT", "It took too long.")
        : new Answer.Unknown("It was given up.");

    private Answer.Succeeded Success(string name, bool released) => new(JsonSerializer.SerializeToElement(new { name }))
    {
        Resources = flaw == Flaw.HidesResources || (released && flaw == Flaw.ReleasesNothing)
            ? []
            : [new(new Resource("name", name), released)],
    };

    private static ReadAnswer.Done ReadOf(Answer.Succeeded answer) =>
        new(answer.Output) { Resources = answer.Resources };

    private static string? NameOf(AdapterCall call) =>
        call.Input.TryGetProperty("name", out var name) ? name.GetString() : null;

    private static string Schema(Flaw flaw, string member) =>
        $$"""
        { "type": "object", "required": ["{{member}}"], "properties": {
          "{{member}}": { "type": "string"{{(flaw == Flaw.DescribesLittle ? "" : """, "description": "What is entered." """)}} } } }
        """;
}
