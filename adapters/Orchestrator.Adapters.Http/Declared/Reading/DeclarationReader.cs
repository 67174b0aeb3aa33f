using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Answers;

namespace Orchestrator.Adapters.Http.Declared.Reading;

/// <summary>Reads a declaration that fits its schema, with everything that is wrong with it.</summary>
internal sealed class DeclarationReader(JsonElement declaration, List<SetupProblem> problems)
{
    private const string Place = "/declaration";

    private readonly IReadOnlySet<string> _settings = MembersOf(declaration, "settings").Append("baseUrl").ToHashSet();
    private readonly IReadOnlySet<string> _secrets = MembersOf(declaration, "secrets").ToHashSet();

    public IReadOnlyList<HttpOperation> Operations()
    {
        IReadOnlyList<DeclaredOperation> declared;
        try
        {
            declared = DeclaredOperation.ReadAll(declaration, body => body.TryGetProperty("read", out _), CanPreview);
        }
        catch (AdapterSetupException wrong)
        {
            problems.AddRange(wrong.Problems);
            return [];
        }

        return [.. declared.Select(Operation)];
    }

    public IReadOnlyList<(string Name, Template Value)> Headers() =>
        ReaderOf(declaration, input: null).Texts(declaration, "headers", Place, secrets: true);

    public IReadOnlyList<Inventory.Level>? List()
    {
        if (!declaration.TryGetProperty("list", out var list))
            return null;

        var reader = ReaderOf(list, input: null);
        return Levels(list, $"{Place}/list", reader, new StepReader(reader, Common(reader)));
    }

    private static bool CanPreview(JsonElement body) => body.TryGetProperty("read", out _) || !HasEffect(body);

    private static bool HasEffect(JsonElement body) =>
        !body.TryGetProperty("hasEffect", out var effect) || effect.GetBoolean();

    private static IEnumerable<string> MembersOf(JsonElement of, string name) =>
        of.TryGetProperty(name, out var members) ? members.EnumerateObject().Select(member => member.Name) : [];

    private Reader ReaderOf(JsonElement part, JsonElement? input)
    {
        var members = new Dictionary<string, IReadOnlySet<string>>
        {
            ["settings"] = _settings,
            ["secrets"] = _secrets,
            ["base64"] = _secrets,
        };
        if (input is { } schema && Names.MembersOf(schema) is { } known)
            members["input"] = known;
        return new Reader(problems, Names.Of(part), members);
    }

    private IReadOnlyList<AnswerRule> Common(Reader reader) => StepReader.Rules(reader, declaration, Place);

    private HttpOperation Operation(DeclaredOperation declared)
    {
        var (body, place) = (declared.Body, $"{Place}/operations/{declared.Description.Name}");
        var reader = ReaderOf(body, body.GetProperty("input"));

        // Rules for all operations may speak of inputs that not each of them has: such a message is then left out.
        IReadOnlyList<AnswerRule> common =
            [.. StepReader.Rules(reader, body, place), .. Common(ReaderOf(body, input: null))];
        var steps = new StepReader(reader, common);
        Check(declared, body, place);
        return new HttpOperation(
            declared,
            body.TryGetProperty("before", out var before)
                ? Before(before, $"{place}/before", reader, steps)
                : new([], [], null),
            steps.Steps(body, place, !HasEffect(body)),
            Result(body, place, reader),
            body.TryGetProperty("read", out var read) ? ReadBack(read, $"{place}/read", reader, steps) : null,
            body.TryGetProperty("restore", out var restore) ? Restore(restore, $"{place}/restore", steps) : [],
            body.TryGetProperty("preview", out var preview) ? reader.Template(preview, $"{place}/preview") : null,
            body.TryGetProperty("oneAtATime", out var turn) ? turn.GetString() : null,
            Sensitive(body.GetProperty("input")));
    }

    private void Check(DeclaredOperation declared, JsonElement body, string place)
    {
        var canRead = body.TryGetProperty("read", out _);
        if (HasEffect(body) && !canRead && !declaration.TryGetProperty("idempotencyKey", out _))
            Note("Whether a call was carried out could not be told after a lost answer. Declare read, or the system's "
                + "header idempotencyKey, or that it has no effect.");
        if (canRead && declared.Description.Inverse is not null && !body.TryGetProperty("restore", out _))
            Note("It has an inverse, and nothing says what puts back what was there. Declare restore.");
        if (!canRead && (body.TryGetProperty("restore", out _) || body.TryGetProperty("before", out _)))
            Note("What was there before is recorded where read tells what became of a call. Declare read.");

        void Note(string message) => problems.Add(new(place, message));
    }

    private static Before Before(JsonElement before, string place, Reader reader, StepReader steps) => new(
        before.TryGetProperty("steps", out var looks) ? steps.All(looks, $"{place}/steps", reads: true) : [],
        before.TryGetProperty("refuse", out var refuse)
            ? [.. refuse.EnumerateArray().Select((one, at) => new Refusal(
                reader.Conditions(one, "where", $"{place}/refuse/{at}"),
                one.GetProperty("code").GetString()!,
                reader.Template(one.GetProperty("message"), $"{place}/refuse/{at}/message")))]
            : [],
        before.TryGetProperty("keep", out var keep) ? reader.Json(keep, $"{place}/keep") : null);

    private static ReadBack ReadBack(JsonElement read, string place, Reader reader, StepReader steps) => new(
        steps.Steps(read, place, reads: true),
        reader.Conditions(read, "done", place),
        reader.Conditions(read, "unclear", place),
        Result(read, place, reader));

    private static List<Restoration> Restore(JsonElement restore, string place, StepReader steps) =>
        [.. restore.EnumerateArray().Select((step, at) => new Restoration(
            steps.Step(step, $"{place}/{at}", reads: false),
            step.TryGetProperty("bringsBack", out var back) && back.GetBoolean()))];

    private static JsonTemplate? Result(JsonElement of, string place, Reader reader) =>
        of.TryGetProperty("result", out var result) ? reader.Json(result, $"{place}/result") : null;

    private static List<string> Sensitive(JsonElement schema) => schema.TryGetProperty("properties", out var properties)
        ? [.. properties.EnumerateObject()
            .Where(property =>
                property.Value.TryGetProperty("x-sensitive", out var mark) && mark.ValueKind == JsonValueKind.True)
            .Select(property => property.Name)]
        : [];

    private List<Inventory.Level> Levels(JsonElement levels, string place, Reader reader, StepReader steps) =>
        [.. levels.EnumerateArray().Select((level, at) => Level(level, $"{place}/{at}", reader, steps))];

    private Inventory.Level Level(JsonElement level, string place, Reader reader, StepReader steps) => new(
        level.GetProperty("as").GetString()!,
        level.TryGetProperty("request", out _) ? steps.Step(level, place, reads: true) with { Name = null } : null,
        reader.Pointer(level.GetProperty("items"), $"{place}/items"),
        DeclaredResource.ReadAll(level, place, problems),
        reader.Conditions(level, "except", place),
        level.TryGetProperty("each", out var each) ? Levels(each, $"{place}/each", reader, steps) : []);
}
