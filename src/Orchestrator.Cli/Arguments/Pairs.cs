namespace Orchestrator.Cli.Arguments;

/// <summary>Arguments of the form name=value.</summary>
internal static class Pairs
{
    /// <param name="arguments">As given.</param>
    /// <param name="option">The option that they were given to, for the errors.</param>
    /// <exception cref="UsageException">One has no name or no equals sign, or a name is there twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(IReadOnlyList<string> arguments, string option)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new UsageException($"{option} '{argument}' is not of the form name=value.");

            var name = argument[..equals];
            if (!names.Add(name)) throw new UsageException($"{option} gives '{name}' twice.");
            pairs.Add(new(name, argument[(equals + 1)..]));
        }

        return pairs;
    }
}
