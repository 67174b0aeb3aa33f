using System.Text;

namespace Orchestrator.Core.Expressions;

/// <summary>
/// How names become parts of functions that scripts call: the variable <c>my-name</c> is read by getMyName(), and the
/// member
/// <c>port</c> of what the step <c>reserve-line</c> gave by getPortFromReserveLine(). Running and checking both ask
/// here.
/// </summary>
public static class AccessorName
{
    private const string From = "From";

    /// <summary>
    /// In PascalCase: blanks, dashes and underscores go, and what follows them begins with a capital.
    /// </summary>
    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length);
        var starts = true;
        foreach (var letter in name)
        {
            if (letter is ' ' or '_' or '-')
            {
                starts = true;
                continue;
            }

            result.Append(starts ? char.ToUpperInvariant(letter) : letter);
            starts = false;
        }

        return result.ToString();
    }

    /// <summary>Whether a script means a thing of this name: it is given as it is, or in PascalCase.</summary>
    public static bool Matches(string name, string given)
    {
        if (name == given)
            return true;

        var place = 0;
        var starts = true;
        foreach (var letter in name)
        {
            if (letter is ' ' or '_' or '-')
            {
                starts = true;
                continue;
            }

            if (place == given.Length || given[place] != (starts ? char.ToUpperInvariant(letter) : letter))
                return false;
            starts = false;
            place++;
        }

        return place == given.Length;
    }

    /// <summary>Whether getX, of this X, reads an input of a name: the input's first letter may be small.</summary>
    public static bool MatchesInput(string name, string accessed) =>
        Matches(name, accessed) || name == CamelCase(accessed);

    /// <summary>
    /// What getOutputFromActivity may mean, given what follows its <c>get</c>: more than one where <c>From</c> comes
    /// more than once.
    /// </summary>
    public static IEnumerable<(string Output, string Activity)> Outputs(string accessed)
    {
        for (var place = accessed.LastIndexOf(From, StringComparison.Ordinal);
            place > 0;
            place = accessed.LastIndexOf(From, place - 1, StringComparison.Ordinal))
        {
            if (place + From.Length < accessed.Length)
                yield return (accessed[..place], accessed[(place + From.Length)..]);
        }
    }

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
