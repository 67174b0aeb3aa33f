using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared.Reading;

/// <summary>Reads the parts of a declaration that fits its schema, and notes all that is wrong with them.</summary>
/// <param name="problems">Gets what is wrong.</param>
/// <param name="names">Names of values that templates and pointers may begin with, for those that have names.</param>
/// <param name="members">What is known of members: <c>input</c> has these and no others; all for none.</param>
internal sealed class Reader(
    List<SetupProblem> problems, IReadOnlySet<string> names, IReadOnlyDictionary<string, IReadOnlySet<string>> members)
{
    private static readonly string[] SecretNames = ["secrets", "base64"];
    private static readonly TimeSpan MatchMax = TimeSpan.FromSeconds(1);

    public void Note(string place, string message) => problems.Add(new(place, message));

    public Template Template(JsonElement text, string place, bool secrets = false)
    {
        try
        {
            var template = Adapters.Declared.Template.Parse(text.GetString()!);
            Check(template.Paths, place, secrets);
            return template;
        }
        catch (FormatException wrong)
        {
            Note(place, wrong.Message);
            return Adapters.Declared.Template.Parse("");
        }
    }

    public JsonTemplate Json(JsonElement json, string place)
    {
        CheckTexts(json, place);
        try
        {
            return JsonTemplate.Parse(json);
        }
        catch (FormatException)
        {
            return JsonTemplate.Parse(JsonSerializer.SerializeToElement(true)); // Noted where the text stands.
        }
    }

    public Pointer Pointer(JsonElement text, string place, bool isWithin = false)
    {
        try
        {
            var pointer = Values.Pointer.Parse(text.GetString()!);
            Check(pointer.Paths, place, secrets: false);
            if (!isWithin && pointer.Root is { } root)
                Check([root], place, secrets: false);
            return pointer;
        }
        catch (FormatException wrong)
        {
            Note(place, wrong.Message);
            return Values.Pointer.Parse("/");
        }
    }

    public IReadOnlyList<(string Name, Template Value)> Texts(
        JsonElement? of, string name, string place, bool secrets = false) =>
        of is { } owner && owner.TryGetProperty(name, out var texts)
            ? [.. texts.EnumerateObject().Select(
                text => (text.Name, Template(text.Value, $"{place}/{name}/{text.Name}", secrets)))]
            : [];

    public IReadOnlyList<Condition> Conditions(JsonElement of, string name, string place) =>
        of.TryGetProperty(name, out var all)
            ? [.. all.EnumerateArray().Select((one, at) => Condition(one, $"{place}/{name}/{at}"))]
            : [];

    private Condition Condition(JsonElement one, string place)
    {
        var tests = new List<Func<JsonElement?, JsonElement, bool>>();
        if (one.TryGetProperty("equals", out var equal))
            tests.Add(Values.Condition.EqualTo(Json(equal, $"{place}/equals")));
        if (one.TryGetProperty("oneOf", out var several))
            tests.Add(Values.Condition.OneOf(
                [.. several.EnumerateArray().Select((value, at) => Json(value, $"{place}/oneOf/{at}"))]));
        if (one.TryGetProperty("exists", out var isThere))
            tests.Add(Values.Condition.Exists(isThere.GetBoolean()));
        if (one.TryGetProperty("matches", out var pattern))
            tests.Add(Values.Condition.Matching(Pattern(pattern, $"{place}/matches")));
        if (tests.Count == 0)
            Note(place, "It says nothing of the value. Write equals, oneOf, exists or matches.");
        return new Condition(
            Pointer(one.GetProperty("at"), $"{place}/at"),
            (value, scope) => tests.TrueForAll(test => test(value, scope)),
            one.TryGetProperty("not", out var not) && not.GetBoolean());
    }

    private Regex Pattern(JsonElement pattern, string place)
    {
        try
        {
            return new Regex(pattern.GetString()!, RegexOptions.CultureInvariant, MatchMax);
        }
        catch (ArgumentException wrong)
        {
            Note(place, $"It is no regular expression: {wrong.Message}");
            return new Regex("", RegexOptions.None, MatchMax);
        }
    }

    private void CheckTexts(JsonElement json, string place)
    {
        if (json.ValueKind == JsonValueKind.String)
            Template(json, place);
        else if (json.ValueKind == JsonValueKind.Array)
            foreach (var (item, at) in json.EnumerateArray().Select((item, at) => (item, at)))
                CheckTexts(item, $"{place}/{at}");
        else if (json.ValueKind == JsonValueKind.Object)
            foreach (var member in json.EnumerateObject())
                CheckTexts(member.Value, $"{place}/{Values.Pointer.Escape(member.Name)}");
    }

    private static string Listed(IEnumerable<string> some) => string.Join(", ", some.Order(StringComparer.Ordinal));

    private void Check(IEnumerable<string> paths, string place, bool secrets)
    {
        foreach (var path in paths)
        {
            var parts = path.Split('.');
            if (SecretNames.Contains(parts[0]) && !secrets)
                Note(place, $"'{path}' is a secret, and secrets may stand in headers and credentials only.");
            else if (!names.Contains(parts[0]))
                Note(place, $"There is nothing called '{parts[0]}' here. There are {Listed(names)}.");
            else if (parts.Length > 1 && members.TryGetValue(parts[0], out var known) && !known.Contains(parts[1]))
                Note(place, $"'{parts[0]}' has no '{parts[1]}', but {Listed(known)}. Declare it, or correct the name.");
        }
    }
}
