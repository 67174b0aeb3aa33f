namespace Orchestrator.Cli.Arguments;

/// <summary>Resource names from what people type: the prefix may be left out.</summary>
internal static class Names
{
    public static string Activation(string text) => WithPrefix("activations/", text);

    public static string Node(string text) => WithPrefix("nodes/", text);

    public static string Adapter(string text) => WithPrefix("adapters/", text);

    public static string Finding(string text) => WithPrefix("findings/", text);

    public static string Service(string text) => text.Length == 0 ? text : WithPrefix("services/", text);

    /// <summary>ID, ID@VERSION, or the whole name.</summary>
    public static string Workflow(string text) => Version("workflows/", text);

    /// <summary>ID, ID@VERSION, or the whole name.</summary>
    public static string Product(string text) => Version("products/", text);

    private static string Version(string prefix, string text)
    {
        if (text.Length == 0) return text;
        var name = WithPrefix(prefix, text);
        var at = name.LastIndexOf('@');
        return at < 0 ? name : $"{name[..at]}/versions/{name[(at + 1)..]}";
    }

    /// <summary>Without the prefix, for tables whose heading says what it is.</summary>
    public static string Short(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? name : name[(slash + 1)..].Replace("/versions/", "@", StringComparison.Ordinal);
    }

    private static string WithPrefix(string prefix, string text) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text : prefix + text;
}
