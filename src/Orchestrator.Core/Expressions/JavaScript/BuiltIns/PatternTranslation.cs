using System.Globalization;
using System.Text;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>
/// From the language's regular expressions to those of .NET. Groups with names become groups without, so that they are
/// counted in the order in which they stand.
/// </summary>
internal sealed partial class PatternTranslation(string source, string flags)
{
    private const string LineEnds = "\\n\\r\\u2028\\u2029";
    private const string Blank = "\\s\\uFEFF\\u00A0";
    private const int NestingMax = 50;

    /// <summary>How often anything may be asked to repeat.</summary>
    private const int RepetitionsMax = 2_000;

    /// <summary>How large it may be with all repetitions written out.</summary>
    private const int SizeMax = 10_000;

    private readonly StringBuilder _into = new();
    private readonly List<(string Name, int Group)> _names = [];
    private readonly bool _isMultiline = flags.Contains('m', StringComparison.Ordinal);
    private readonly bool _dotTakesAll = flags.Contains('s', StringComparison.Ordinal);
    private readonly bool _isUnicode = flags.Contains('u', StringComparison.Ordinal);
    private readonly Stack<int> _repetitionsBefore = new();
    private bool _lastGroupRepeats;
    private int _at;
    private int _total;
    private long _size;
    private long _lastSize;

    /// <summary>How many groups there are.</summary>
    public int Groups { get; private set; }

    public IReadOnlyList<(string Name, int Group)> Names => _names;

    /// <summary>How much of it may be there more than once, not at all, or be something else.</summary>
    public int Repetitions { get; private set; }

    /// <summary>Whether something is repeated that itself repeats something, or has alternatives.</summary>
    public bool RepeatsRepetitions { get; private set; }

    /// <summary>Whether it looks neither around nor back, so that it can be matched in linear time.</summary>
    public bool IsLinear { get; private set; } = true;

    /// <exception cref="PatternException">It is none.</exception>
    public string Translate()
    {
        _total = CountGroups();
        var open = new Stack<long>();
        while (_at < source.Length)
        {
            if (open.Count > NestingMax)
                throw new PatternException("It is too deeply nested");
            One(open);
        }

        return open.Count == 0 ? _into.ToString() : throw new PatternException("Unterminated group");
    }

    private void One(Stack<long> open)
    {
        var letter = source[_at++];
        NoteRepetition(letter);
        if (letter is not (')' or '(' or '{' or '*' or '+' or '?'))
            Grow(1);
        switch (letter)
        {
            case '\\':
                Escape();
                break;
            case '[':
                Class();
                break;
            case '(':
                Open(open);
                break;
            case ')':
                if (!open.TryPop(out var before))
                    throw new PatternException("Unmatched ')'");
                _lastSize = Math.Max(1, _size);
                _size += before;
                _into.Append(')');
                break;
            case '.':
                _into.Append(Whole(_dotTakesAll ? "[\\s\\S]" : $"[^{LineEnds}]"));
                break;
            case '^':
                Assertion(_isMultiline ? $"(?<=\\A|[{LineEnds}])" : "\\A", linear: !_isMultiline);
                break;
            case '$':
                Assertion(_isMultiline ? $"(?=[{LineEnds}]|\\z)" : "\\z", linear: !_isMultiline);
                break;
            case '{':
                Braces();
                break;
            case '*' or '+' or '?':
                _into.Append(letter);
                break;
            case '|':
                _into.Append('|');
                break;
            default:
                Literal(letter);
                break;
        }
    }

    private void NoteRepetition(char letter)
    {
        switch (letter)
        {
            case '(':
                _repetitionsBefore.Push(Repetitions);
                break;
            case ')':
                _lastGroupRepeats = _repetitionsBefore.TryPop(out var before) && Repetitions > before;
                return;
            case '|':
                Repetitions++;
                break;
            case '*' or '+' or '?' or '{':
                // The one after a repetition that makes it a lazy one counts, too.
                Repetitions++;
                RepeatsRepetitions |= _lastGroupRepeats;
                break;
        }

        _lastGroupRepeats = false;
    }

    private void Assertion(string written, bool linear)
    {
        IsLinear &= linear;
        _into.Append(written);
    }

    private void Open(Stack<long> open)
    {
        open.Push(_size);
        _size = 0;
        if (_at >= source.Length || source[_at] != '?')
        {
            Groups++;
            _into.Append('(');
            return;
        }

        foreach (var start in new[] { "?:", "?=", "?!", "?<=", "?<!" })
        {
            if (string.CompareOrdinal(source, _at, start, 0, start.Length) != 0)
                continue;

            IsLinear &= start == "?:";
            _at += start.Length;
            _into.Append('(').Append(start);
            return;
        }

        var end = source.IndexOf('>', _at);
        if (_at + 1 >= source.Length || source[_at + 1] != '<' || end < _at + 3)
            throw new PatternException("Invalid group");

        var name = source[(_at + 2)..end];
        if (name.Any(letter =>
            !char.IsLetterOrDigit(letter) && letter is not ('_' or '$')) || _names.Any(known => known.Name == name))
            throw new PatternException($"Invalid group name '{name}'");
        _names.Add((name, ++Groups));
        _at = end + 1;
        _into.Append('(');
    }

    private void Braces()
    {
        var end = source.IndexOf('}', _at);
        var inner = end < 0 ? "" : source[_at..end];
        var bounds = inner.Split(',');
        if (bounds.Length > 2 || bounds[0].Length == 0 || !bounds.All(bound => bound.All(char.IsAsciiDigit)))
        {
            _into.Append("\\{");
            return;
        }

        foreach (var bound in bounds)
        {
            if (bound.Length == 0)
                continue;
            if (!int.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > RepetitionsMax)
                throw new PatternException($"It repeats something more than {RepetitionsMax} times");
            if (bound == bounds[^1] || bounds[^1].Length == 0)
                Grow(_lastSize * Math.Max(0, count - 1));
        }

        _at = end + 1;
        _into.Append('{').Append(inner).Append('}');
    }

    private void Grow(long by)
    {
        _size += by;
        _lastSize = Math.Max(1, by);
        if (_size > SizeMax)
            throw new PatternException("It repeats repetitions too often");
    }

    private void Literal(char letter)
    {
        if (letter is '#' or ' ' or '}' or ']' || char.IsControl(letter))
            _into.Append(Code(letter));
        else
            _into.Append(letter);
    }

    private static string Code(char letter) => $"\\u{(int)letter:X4}";

    /// <summary>Needed before they are read: <c>\2</c> means a group only where there are two.</summary>
    private int CountGroups()
    {
        var count = 0;
        var inClass = false;
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] == '\\')
                at++;
            else if (source[at] == '[')
                inClass = true;
            else if (source[at] == ']')
                inClass = false;
            else if (source[at] == '(' && !inClass && IsCapturing(at + 1))
                count++;
        }

        return count;
    }

    private bool IsCapturing(int at) =>
        at >= source.Length || source[at] != '?'
        || (at + 2 < source.Length && source[at + 1] == '<' && source[at + 2] is not ('=' or '!'));
}
