using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>From JSON text to values.</summary>
internal ref struct JsonReading
{
    private const int DepthMax = 64;

    private readonly Run _run;
    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonReading(Run run, string text) => (_run, _text) = (run, text);

    /// <exception cref="JsThrow">It is no JSON.</exception>
    public static JsValue Read(Run run, string text)
    {
        run.Step(text.Length >> 5);
        using var level = run.Enter(80);
        var reading = new JsonReading(run, text);
        var value = reading.Value();
        reading.SkipBlanks();
        return reading._at == text.Length ? value : throw reading.Wrong();
    }

    private JsValue Value()
    {
        SkipBlanks();
        if (_at >= _text.Length)
            throw Wrong();

        _run.Step(2);
        return _text[_at] switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' => Text(),
            't' => Word("true", true),
            'f' => Word("false", false),
            'n' => Word("null", JsValue.Null),
            _ => Number(),
        };
    }

    private JsValue Object()
    {
        Deeper();
        _run.Allocate(80);
        var made = new JsObject(Realm.ObjectPrototype);
        if (!Ends('}'))
        {
            do
            {
                SkipBlanks();
                if (_at >= _text.Length || _text[_at] != '"')
                    throw Wrong();
                var key = Text();
                SkipBlanks();
                if (_at >= _text.Length || _text[_at++] != ':')
                    throw Wrong();
                made.Define(_run, key, new(Value()));
            }
            while (Continues('}'));
        }

        _depth--;
        return made;
    }

    private JsValue Array()
    {
        Deeper();
        var made = new JsArray(_run, 0);
        if (!Ends(']'))
        {
            do
                made.Add(Value());
            while (Continues(']'));
        }

        _depth--;
        return made;
    }

    private void Deeper()
    {
        _at++;
        if (++_depth > DepthMax)
            throw _run.SyntaxError($"JSON is nested more than {DepthMax} levels deep");
    }

    private bool Ends(char sign)
    {
        SkipBlanks();
        if (_at >= _text.Length || _text[_at] != sign)
            return false;

        _at++;
        return true;
    }

    private bool Continues(char end)
    {
        SkipBlanks();
        if (_at >= _text.Length || (_text[_at] != ',' && _text[_at] != end))
            throw Wrong();
        return _text[_at++] == ',';
    }

    private string Text()
    {
        var start = ++_at;
        while (_at < _text.Length && _text[_at] is not ('"' or '\\') && _text[_at] >= ' ')
            _at++;
        if (_at < _text.Length && _text[_at] == '"')
        {
            _run.Allocate(24 + ((_at - start) * 2L));
            return _text[start.._at++];
        }

        var content = new StringBuilder(_text, start, _at - start, Math.Max(16, (_at - start) * 2));
        while (true)
        {
            if (_at >= _text.Length || _text[_at] < ' ')
                throw Wrong();

            var letter = _text[_at++];
            if (letter == '"')
                break;
            content.Append(letter == '\\' ? Escape() : letter);
        }

        _run.Allocate(24 + (content.Length * 2L));
        return content.ToString();
    }

    private char Escape()
    {
        if (_at >= _text.Length)
            throw Wrong();

        switch (_text[_at++])
        {
            case '"':
                return '"';
            case '\\':
                return '\\';
            case '/':
                return '/';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out var code):
                _at += 4;
                return (char)code;
            default:
                _at--;
                throw Wrong();
        }
    }

    private JsValue Word(string word, JsValue value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            throw Wrong();

        _at += word.Length;
        return value;
    }

    private JsValue Number()
    {
        var start = _at;
        if (_text[_at] == '-')
            _at++;
        var whole = _at;
        Digits();
        if (_text[whole] == '0' && _at - whole > 1)
            throw WrongAt(whole + 1);
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            Digits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
                _at++;
            Digits();
        }

        return double.Parse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void Digits()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        if (_at == start)
            throw Wrong();
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private JsThrow WrongAt(int at)
    {
        _at = at;
        return Wrong();
    }

    private readonly JsThrow Wrong() => _run.SyntaxError(_at >= _text.Length
        ? "Unexpected end of JSON input"
        : $"Unexpected token '{_text[_at]}' in JSON at position {_at}");
}
