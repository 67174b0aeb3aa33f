using System.Text.Json;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Netconf.Templates;

/// <summary>
/// Where an operation's XML comes from: its declaration, or, for those that need none, the call's input. A text that
/// does not begin with <c>&lt;</c> is the name of a file in the declaration's folder.
/// </summary>
internal sealed class TemplateSource
{
    private const int FileBytesMax = 1024 * 1024;

    private readonly string _folder;
    private readonly XmlTemplate? _template;
    private readonly string _member;

    private TemplateSource(string folder, XmlTemplate? template, string member) =>
        (_folder, _template, _member) = (folder, template, member);

    /// <summary>Whether each call brings its own.</summary>
    public bool IsGiven => _template is null;

    /// <exception cref="FormatException">What was declared is no template.</exception>
    public static TemplateSource Declared(string text, string folder) =>
        new(folder, Parse(text, folder), "");

    /// <param name="folder">Where files are.</param>
    /// <param name="member">Of the input, which has it.</param>
    public static TemplateSource Given(string folder, string member) => new(folder, null, member);

    /// <exception cref="TemplateException">The call's template is none.</exception>
    public XmlTemplate For(JsonElement input)
    {
        if (_template is not null)
            return _template;

        try
        {
            return Parse(
                input.TryGetProperty(_member, out var text) && text.ValueKind == JsonValueKind.String
                    ? text.GetString()!
                    : "",
                _folder);
        }
        catch (FormatException wrong)
        {
            throw new TemplateException($"The template cannot be used. {wrong.Message}");
        }
    }

    private static XmlTemplate Parse(string text, string folder) =>
        XmlTemplate.Parse(text.TrimStart().StartsWith('<') ? text : ReadFile(text, folder));

    private static string ReadFile(string name, string folder)
    {
        if (name.Length == 0)
            throw new FormatException("There is no template. Write the XML, or the name of a file that has it.");

        var path = Path.GetFullPath(name, folder);
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal))
            throw new FormatException($"'{name}' is not in the folder of the declaration. Put it there.");

        try
        {
            return new FileInfo(path).Length <= FileBytesMax
                ? File.ReadAllText(path)
                : throw new FormatException($"'{name}' has more than {FileBytesMax} bytes.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"'{name}' cannot be read from the folder of the declaration.", failure);
        }
    }
}
