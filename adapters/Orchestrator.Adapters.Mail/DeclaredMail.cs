using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Mail;

/// <summary>A mail as the operator declared it: templates, inline or in files beside the declaration.</summary>
internal sealed class DeclaredMail
{
    private readonly Dictionary<string, Func<JsonElement, JsonNode?>> _members = [];

    /// <exception cref="AdapterSetupException">Templates or files are wrong; all of them are named.</exception>
    public DeclaredMail(DeclaredOperation operation, string folder)
    {
        var problems = new List<SetupProblem>();
        foreach (var member in operation.Body.EnumerateObject())
        {
            try
            {
                Add(member.Name, member.Value, folder);
            }
            catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
            {
                problems.Add(new($"/declaration/operations/{operation.Description.Name}/{member.Name}", wrong.Message));
            }
        }

        if (problems.Count > 0)
            throw new AdapterSetupException(problems);
    }

    /// <summary>Whom it goes to and what it says.</summary>
    /// <exception cref="TemplateException">A value is missing, or does not fit where it stands.</exception>
    public JsonElement Fill(JsonElement input)
    {
        var scope = JsonSerializer.SerializeToElement(
            new JsonObject { ["input"] = JsonNode.Parse(input.GetRawText()) });
        var filled = new JsonObject();
        foreach (var (name, fill) in _members)
            filled[name] = fill(scope);
        return JsonSerializer.SerializeToElement(filled);
    }

    private void Add(string name, JsonElement value, string folder)
    {
        switch (name)
        {
            case "to" or "cc" or "bcc" or "replyTo":
                _members[name] = JsonTemplate.Parse(value).Fill;
                break;
            case "subject" or "text":
                _members[name] = Text(value.GetString()!, null);
                break;
            case "html":
                _members[name] = Text(value.GetString()!, WebUtility.HtmlEncode!);
                break;
            case "textFile":
                _members["text"] = Text(Read(value.GetString()!, folder), null);
                break;
            case "htmlFile":
                _members["html"] = Text(Read(value.GetString()!, folder), WebUtility.HtmlEncode!);
                break;
        }
    }

    private static Func<JsonElement, JsonNode?> Text(string text, Func<string, string>? escape)
    {
        var template = Template.Parse(text);
        return scope => JsonValue.Create(template.Fill(scope, escape));
    }

    /// <summary>Read once: what is sent is what was there when the program started.</summary>
    private static string Read(string name, string folder)
    {
        var path = Path.GetFullPath(name, folder);
        var beginning = Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
        return path.StartsWith(beginning, StringComparison.Ordinal)
            ? File.ReadAllText(path)
            : throw new IOException($"'{name}' is not in the declaration's folder. Put it there.");
    }
}
