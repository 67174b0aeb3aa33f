using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>What an instance sets, as its declaration asks for it.</summary>
/// <param name="BaseUrl">Without a slash at its end.</param>
/// <param name="Values">For templates, an object.</param>
/// <param name="Secrets">References, by the declaration's names.</param>
/// <param name="Authorization">The header that says who sends a request, or nothing.</param>
internal sealed record InstanceSettings(
    string BaseUrl,
    JsonElement Values,
    IReadOnlyDictionary<string, JsonElement> Secrets,
    IReadOnlyList<(string Name, Template Value)> Authorization)
{
    private static readonly string[] OfTheKind = ["baseUrl", "secrets", "tls"];
    private static readonly JsonElement None = JsonSerializer.SerializeToElement(new { });

    public static InstanceSettings Read(JsonElement settings, JsonElement declaration, List<SetupProblem> problems)
    {
        var baseUrl = settings.GetProperty("baseUrl").GetString()!.TrimEnd('/');
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var address)
            || address.Query.Length + address.Fragment.Length > 0)
            problems.Add(new(
                "/settings/baseUrl", "It is no address that paths can follow. Write https://host/path."));
        return new(
            baseUrl,
            ValuesOf(settings, declaration, baseUrl, problems),
            SecretsOf(settings, declaration, problems),
            AuthorizationOf(declaration, problems));
    }

    private static JsonElement ValuesOf(
        JsonElement settings, JsonElement declaration, string baseUrl, List<SetupProblem> problems)
    {
        var values = new JsonObject { ["baseUrl"] = baseUrl };
        var declared = declaration.TryGetProperty("settings", out var all) ? all : None;
        foreach (var one in declared.EnumerateObject())
        {
            if (OfTheKind.Contains(one.Name))
                problems.Add(new(
                    $"/declaration/settings/{one.Name}", "The kind http has a setting of that name. Choose another."));
            else if (settings.TryGetProperty(one.Name, out var value) || one.Value.TryGetProperty("default", out value))
                values[one.Name] = JsonNode.Parse(value.GetRawText());
            else
                problems.Add(new($"/settings/{one.Name}", NotSet(one.Value)));
        }

        foreach (var one in settings.EnumerateObject().Where(one => !OfTheKind.Contains(one.Name)))
        {
            if (!declared.TryGetProperty(one.Name, out _))
                problems.Add(new(
                    $"/settings/{one.Name}", "The declaration knows no such setting. Correct or remove it."));
        }

        return JsonSerializer.SerializeToElement(values);
    }

    private static Dictionary<string, JsonElement> SecretsOf(
        JsonElement settings, JsonElement declaration, List<SetupProblem> problems)
    {
        var given = settings.TryGetProperty("secrets", out var references)
            ? references.EnumerateObject().ToDictionary(
                one => one.Name, one => one.Value.Clone(), StringComparer.Ordinal)
            : [];
        var declared = declaration.TryGetProperty("secrets", out var all) ? all : None;
        foreach (var one in declared.EnumerateObject().Where(one => !given.ContainsKey(one.Name)))
            problems.Add(new($"/settings/secrets/{one.Name}", NotSet(one.Value)));
        foreach (var name in given.Keys.Where(name => !declared.TryGetProperty(name, out _)))
            problems.Add(new(
                $"/settings/secrets/{name}", "The declaration knows no such secret. Correct or remove it."));
        return given;
    }

    private static string NotSet(JsonElement declared) =>
        $"It is not set: {declared.GetProperty("description").GetString()}";

    private static List<(string Name, Template Value)> AuthorizationOf(
        JsonElement declaration, List<SetupProblem> problems)
    {
        if (!declaration.TryGetProperty("credentials", out var credentials))
            return [];

        foreach (var (name, place) in NamesIn(credentials))
        {
            if (!declaration.TryGetProperty("secrets", out var secrets) || !secrets.TryGetProperty(name, out _))
                problems.Add(new(
                    $"/declaration/credentials/{place}", $"There is no secret '{name}'. Declare it under secrets."));
        }

        return credentials.TryGetProperty("bearer", out var bearer)
            ? [("Authorization", Template.Parse($"Bearer ${{secrets.{bearer.GetString()}}}"))]
            : credentials.TryGetProperty("basic", out var basic)
                ? [("Authorization", Template.Parse(
                    $"Basic ${{basic.{Text(basic, "username")}.{Text(basic, "password")}}}"))]
                : [];
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static IEnumerable<(string Name, string Place)> NamesIn(JsonElement credentials)
    {
        if (credentials.TryGetProperty("bearer", out var bearer))
            yield return (bearer.GetString()!, "bearer");
        if (credentials.TryGetProperty("basic", out var basic))
        {
            foreach (var member in basic.EnumerateObject())
                yield return (member.Value.GetString()!, $"basic/{member.Name}");
        }
    }
}
