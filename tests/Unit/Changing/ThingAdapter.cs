using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>
/// A system that holds things of several kinds, refuses what cannot be (two of one name, a thing on nothing, taking away
/// what others stand on), keeps one effect per idempotency key, and fails where it is told to.
/// </summary>
internal sealed class ThingAdapter : IAdapter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Answer.Succeeded> _answers = [];
    private readonly Dictionary<string, Thing> _before = [];
    private readonly SortedDictionary<(string Kind, string Id), Thing> _things = [];
    private int _chosen;

    public AdapterDescription Description { get; } = new(
        "things",
        [.. ThingKind.All.SelectMany(kind => kind.Operations()), new("note", "{}", "{}", CanRead: true)]);

    /// <summary>What goes wrong, asked for every call that is no compensation; null for nothing.</summary>
    public Func<string, int, ThingFault>? Faults { get; set; }

    /// <summary>Whether it cannot tell what became of a call, but for one that undoes.</summary>
    public bool ReadsNothing { get; set; }

    /// <summary>What was done, in order.</summary>
    public List<ThingCall> Calls { get; } = [];

    public IReadOnlyList<Thing> Things
    {
        get
        {
            lock (_gate)
                return [.. _things.Values];
        }
    }

    /// <inheritdoc cref="Tell(IReadOnlyList{Thing})"/>
    public string Told => Tell(Things);

    /// <summary>A line for each thing: the same for the same things, whatever was chosen for them.</summary>
    public static string Tell(IReadOnlyList<Thing> things) =>
        string.Join('\n', things.Select(thing => Tell(thing, things)).Order(StringComparer.Ordinal));

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_answers.TryGetValue(call.IdempotencyKey, out var done) ? done : Try(call));
    }

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<ReadAnswer>(ReadsNothing && IsForward(call) ? new ReadAnswer.StillUnknown("It was told not to know.")
                : _answers.TryGetValue(call.IdempotencyKey, out var done)
                    ? new ReadAnswer.Done(done.Output) { Resources = done.Resources }
                    : new ReadAnswer.NotDone());
        }
    }

    private Answer Try(AdapterCall call)
    {
        var fault = Faults is { } faults && IsForward(call)
            ? faults(call.IdempotencyKey.Split('/')[1], call.Attempt)
            : ThingFault.None;
        if (fault == ThingFault.Refused)
            return new Answer.Permanent("TOLD_TO", "It was told to refuse.");
        if (fault == ThingFault.Busy)
            return new Answer.Retryable("BUSY", "It was told to be busy.");

        var answer = Do(call);
        if (answer is Answer.Succeeded done)
            _answers[call.IdempotencyKey] = done;
        return fault == ThingFault.AnswerLost ? new Answer.Unknown("It was told to lose the answer.") : answer;
    }

    private static bool IsForward(AdapterCall call) => call.IdempotencyKey.EndsWith("/do", StringComparison.Ordinal);

    private Answer Do(AdapterCall call)
    {
        if (call.Operation == "note")
            return Done(call, "note", "", "{}");

        var (verb, name) = (call.Operation.Split('-')[0], call.Operation.Split('-')[1]);
        var kind = ThingKind.Of(name);
        return verb switch
        {
            "make" => Make(call, kind),
            "remove" => Remove(call, kind),
            "alter" => Alter(call, kind),
            _ => PutBack(call, kind),
        };
    }

    private Answer Make(AdapterCall call, ThingKind kind)
    {
        var id = kind.IsChosen ? $"{kind.Name[0]}{++_chosen}" : IdOf(kind, call.Input);
        if (_things.ContainsKey((kind.Name, id)))
            return new Answer.Permanent("TAKEN", $"There is a {kind.Name} {id} already.");
        if (kind.On is { } on && Under(kind, call.Input) is null)
            return new Answer.Permanent("NOTHING_BELOW", $"{kind.Name} {id} has no {on} to stand on.");

        var thing = new Thing(kind.Name, id, TextOf(call.Input), Under(kind, call.Input)?.Id);
        _things[(kind.Name, id)] = thing;
        _before[call.IdempotencyKey] = thing;
        return Done(
            call, kind.Name, id, kind.IsChosen ? $$"""{ "{{kind.Chosen}}": "{{id}}" }""" : "{}", Held(thing));
    }

    private Answer Remove(AdapterCall call, ThingKind kind)
    {
        var id = call.Undoes is { } key && _before.TryGetValue(key, out var made) ? made.Id
            : kind.IsChosen ? call.Input.GetProperty(kind.Chosen).GetString()!
            : IdOf(kind, call.Input);
        if (!_things.TryGetValue((kind.Name, id), out var there))
            return Done(call, kind.Name, id, "{}");
        if (_things.Values.FirstOrDefault(one => one.On == id && ThingKind.Of(one.Kind).On == kind.Name) is { } rider)
            return new Answer.Permanent("RIDDEN", $"{rider.Kind} {rider.Id} stands on {kind.Name} {id}.");

        _things.Remove((kind.Name, id));
        _before[call.IdempotencyKey] = there;
        return Done(call, kind.Name, id, "{}", new ResourceChange(there.Resource, Released: true));
    }

    private Answer Alter(AdapterCall call, ThingKind kind)
    {
        var id = IdOf(kind, call.Input);
        if (!_things.TryGetValue((kind.Name, id), out var there))
            return new Answer.Permanent("NOT_THERE", $"There is no {kind.Name} {id}.");

        _before[call.IdempotencyKey] = there;
        var now = _things[(kind.Name, id)] = there with { Text = TextOf(call.Input) };
        return Done(call, kind.Name, id, "{}", Held(now));
    }

    /// <summary>What the call that is undone found there is there again.</summary>
    private Answer.Succeeded PutBack(AdapterCall call, ThingKind kind)
    {
        if (call.Undoes is not { } key || !_before.TryGetValue(key, out var before))
            return Done(call, kind.Name, "", "{}");

        _things[(before.Kind, before.Id)] = before;
        _before[call.IdempotencyKey] = before;
        return Done(call, kind.Name, before.Id, "{}", Held(before));
    }

    private Answer.Succeeded Done(
        AdapterCall call, string kind, string id, string output, params ResourceChange[] resources)
    {
        Calls.Add(new(call.IdempotencyKey, call.Operation, kind, id));
        return new(JsonElement.Parse(output)) { Resources = resources };
    }

    private static ResourceChange Held(Thing thing) => new(thing.Resource);

    private Thing? Under(ThingKind kind, JsonElement input) => kind.On is { } on
        ? _things.GetValueOrDefault((on, input.GetProperty(on).GetString()!))
        : null;

    private static string Tell(Thing thing, IReadOnlyList<Thing> things)
    {
        var kind = ThingKind.Of(thing.Kind);
        var below = thing.On is { } on && ThingKind.Of(kind.On!).IsChosen
            ? $" on {things.First(one => one.Kind == kind.On && one.Id == on).Text}"
            : "";
        return $"{thing.Kind} {(kind.IsChosen || below.Length > 0 ? "" : thing.Id)}{below} {thing.Text}";
    }

    private static string IdOf(ThingKind kind, JsonElement input) =>
        string.Join('/', kind.NamedBy.Select(name => input.GetProperty(name).GetString()));

    private static string TextOf(JsonElement input) => input.TryGetProperty("text", out var text) ? text.ToString() : "";
}

/// <param name="Kind">One of <see cref="ThingKind.All"/>.</param>
/// <param name="Id">Unique among its kind.</param>
/// <param name="Text">What it is like.</param>
/// <param name="On">The id of what it stands on, or null.</param>
internal sealed record Thing(string Kind, string Id, string Text, string? On)
{
    public Resource Resource => new(Kind, Id) { Attributes = new Dictionary<string, string> { ["text"] = Text } };
}

/// <param name="Key">Of idempotency.</param>
/// <param name="Id">The thing's.</param>
internal sealed record ThingCall(string Key, string Operation, string Kind, string Id)
{
    public string Activation => Key.Split('/')[0];
}

internal enum ThingFault
{
    None,

    /// <summary>Not done, and never will be.</summary>
    Refused,

    /// <summary>Not done this time.</summary>
    Busy,

    /// <summary>Done, and nobody is told.</summary>
    AnswerLost,
}
