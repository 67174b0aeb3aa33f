using System.Globalization;
using System.Text.Json;
using Orchestrator.Adapters.Http.Declared.Answers;
using Orchestrator.Adapters.Http.Declared.Requests;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared.Reading;

/// <summary>Reads requests, and what is made of their responses.</summary>
/// <param name="reader">Reads what they are made of.</param>
/// <param name="common">Rules that come after a step's own, first to last.</param>
internal sealed class StepReader(Reader reader, IReadOnlyList<AnswerRule> common)
{
    private static readonly JsonElement Location = JsonSerializer.SerializeToElement("/response/headers/location");

    /// <summary>Those of an object's <c>steps</c>, or the one that its <c>request</c> is.</summary>
    public IReadOnlyList<Step> Steps(JsonElement of, string place, bool reads)
    {
        if (of.TryGetProperty("request", out _) == of.TryGetProperty("steps", out var steps))
        {
            reader.Note(place, "It has a request, or steps, and not both.");
            return [];
        }

        return steps.ValueKind == JsonValueKind.Array ? All(steps, $"{place}/steps", reads) : [Step(of, place, reads)];
    }

    public IReadOnlyList<Step> All(JsonElement steps, string place, bool reads) =>
        [.. steps.EnumerateArray().Select((step, at) => Step(step, $"{place}/{at}", reads))];

    public Step Step(JsonElement of, string place, bool reads)
    {
        var request = Request(of.GetProperty("request"), $"{place}/request");
        return new Step(
            of.TryGetProperty("as", out var name) ? name.GetString() : null,
            reader.Conditions(of, "when", place),
            of.TryGetProperty("edit", out var edit) ? Edit(edit, $"{place}/edit") : null,
            request,
            of.TryGetProperty("reads", out var isRead) ? isRead.GetBoolean() : reads || request.IsSafe,
            [.. Rules(reader, of, place), .. common],
            of.TryGetProperty("poll", out var poll) ? Poll(poll, $"{place}/poll") : null,
            of.TryGetProperty("take", out var take)
                ? [.. take.EnumerateObject().Select(
                    one => (one.Name, reader.Pointer(one.Value, $"{place}/take/{one.Name}")))]
                : []);
    }

    public static IReadOnlyList<AnswerRule> Rules(Reader reader, JsonElement of, string place) =>
        of.TryGetProperty("answers", out var rules)
            ? [.. rules.EnumerateArray().Select((rule, at) => Rule(reader, rule, $"{place}/answers/{at}"))]
            : [];

    private static AnswerRule Rule(Reader reader, JsonElement rule, string place) => new(
        rule.TryGetProperty("status", out var status) ? [.. Listed(status).Select(Range)] : [],
        reader.Conditions(rule, "where", place),
        Enum.Parse<Meaning>(rule.GetProperty("means").GetString()!, ignoreCase: true),
        rule.TryGetProperty("code", out var code) ? code.GetString() : null,
        rule.TryGetProperty("codeAt", out var codeAt) ? reader.Pointer(codeAt, $"{place}/codeAt") : null,
        rule.TryGetProperty("message", out var message) ? reader.Template(message, $"{place}/message") : null,
        rule.TryGetProperty("messageAt", out var messageAt) ? reader.Pointer(messageAt, $"{place}/messageAt") : null);

    private static IEnumerable<JsonElement> Listed(JsonElement one) =>
        one.ValueKind == JsonValueKind.Array ? one.EnumerateArray() : Enumerable.Repeat(one, 1);

    private static (int From, int To) Range(JsonElement status)
    {
        if (status.ValueKind == JsonValueKind.Number)
            return (status.GetInt32(), status.GetInt32());

        var ends = status.GetString()!.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return (ends[0], ends[1]);
    }

    private RequestTemplate Request(JsonElement request, string place)
    {
        if (request.TryGetProperty("body", out var body) && request.TryGetProperty("form", out _))
            reader.Note(place, "It has a body, or a form, and not both.");
        return new RequestTemplate(
            HttpMethod.Parse(request.GetProperty("method").GetString()!),
            reader.Template(request.GetProperty("url"), $"{place}/url"),
            reader.Texts(request, "query", place),
            reader.Texts(request, "headers", place, secrets: true),
            body.ValueKind == JsonValueKind.Undefined ? null : reader.Json(body, $"{place}/body"),
            request.TryGetProperty("form", out _) ? reader.Texts(request, "form", place) : null);
    }

    private Edit Edit(JsonElement edit, string place) => new(
        reader.Pointer(edit.GetProperty("of"), $"{place}/of"),
        [.. edit.GetProperty("changes").EnumerateArray().Select(
            (change, at) => Change(change, $"{place}/changes/{at}"))]);

    private Edit.Change Change(JsonElement change, string place)
    {
        if (change.TryGetProperty("add", out var add) && change.TryGetProperty("to", out var to))
            return new(reader.Pointer(to, $"{place}/to", isWithin: true), reader.Json(add, $"{place}/add"));
        if (change.TryGetProperty("remove", out var remove))
            return new(reader.Pointer(remove, $"{place}/remove", isWithin: true), null);

        reader.Note(place, "It changes nothing. Write remove, or add and to.");
        return new(Pointer.Parse("/"), null);
    }

    private Poll Poll(JsonElement poll, string place) => new(
        reader.Pointer(poll.TryGetProperty("urlAt", out var at) ? at : Location, $"{place}/urlAt"),
        TimeSpan.FromSeconds(poll.TryGetProperty("intervalSeconds", out var seconds) ? seconds.GetDouble() : 1),
        Rules(reader, poll, place));
}
