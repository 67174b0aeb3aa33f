using System.Text;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Values;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Expressions;

/// <summary>
/// Whatever the text is: a value, or an error with its place; within the limits, and on a small stack.
/// </summary>
public class ScriptFuzzTests
{
    private const int StackSize = 512 * 1024;

    private static readonly JavaScriptLanguage Language = new(new ScriptLimits
    {
        StepsMax = 20_000,
        BytesMax = 4 * 1024 * 1024,
        TextMax = 20_000,
        ItemsMax = 1_000,
        MatchTimeMax = TimeSpan.FromMilliseconds(20),
    });

    private static readonly string[] Tokens =
    [
        "(", ")", "[", "]", "{", "}", ";", ",", ".", "?.", "...", "=>", "=", "+", "-", "*", "/", "%", "**", "==", "===",
        "<", ">", "!",
        "~", "?", ":", "&&", "||", "??", "??=", "+=", "++", "--", "`", "${", "'a'", "\"b\"", "`t${1}`", "1", "0",
        "2.5e3", "0x1f", "3n",
        "a", "b", "x", "f", "getX", "getItems", "getOrder", "variables", "this", "null", "undefined", "true",
        "arguments", "eval",
        "Object", "Array", "Math", "JSON", "String", "Symbol.iterator", "Map", "Promise", "Date", "RegExp", "Function",
        "/a+/g", "/(?=a)b/",
        "var", "let", "const", "function", "function*", "async", "await", "yield", "class", "extends", "super",
        "static", "get", "set", "new",
        "return", "if", "else", "for", "of", "in", "while", "do", "break", "continue", "switch", "case", "default",
        "try", "catch",
        "finally", "throw", "typeof", "void", "delete", "instanceof", "'use strict'", "\n", " ", "#p", "@", "\\",
        "\u2028", "é", "😀", "//", "/*",
        "*/", "length", "constructor", "__proto__", "prototype", "toString", "valueOf", "map", "sort", "repeat", "push",
        "call", "apply", "bind",
    ];

    private static readonly string[] Programs =
    [
        "const r = []; for (const [k, v] of Object.entries(getOrder())) { r.push(`${k}=${v}`) } return r.join('&')",
        "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) } fib(10)",
        "class A { #x = 1; get x() { return this.#x } set x(v) { this.#x = v } static make() { return new this() } } "
            + "class B extends A { constructor() { super(); this.x = 2 } } return B.make().x",
        "function* g(n) { while (n > 0) { const s = yield n--; if (s) n = s } return 'end' } const i = g(3); "
            + "return [...i]",
        "async function f() { try { await Promise.reject(new Error('x')) } catch (e) { return e.message } finally { 1 "
            + "} } return f()",
        "let {a, b: [c = 3, ...d] = [1, 2], ...e} = {a: 1, z: 2}; ({a, ...e} = {a: 5, q: 6}); [c, a] = [a, c]; return "
            + "[a, c, d, e]",
        "outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j == 1) continue outer; if (i == 2) "
            + "break outer } }",
        "'a1b22c'.replace(/(?<l>[a-z])(\\d*)/g, (m, l, d, at, all, {l: n}) => n + at + "
            + "m.length).split(/(\\d)/).sort().reverse()",
        "switch (getX()) { case 1: { break } case 5: var y = 2; default: y++ } try { null.x } catch ({name}) { y += "
            + "name } finally { y }",
        "JSON.stringify(JSON.parse('{\"a\":[1,{\"b\":null}]}', (k, v) => v), (k, v) => typeof v === 'number' ? v + "
            + "1 : v, 2)",
        "const m = new Map([[1, {a: 1}]]); m.set('k', new Set([1, 2])); const s = Symbol('q'); const o = {[s]: 1, get p() { return [...m.keys()] }}; return o.p.concat(o[s])",
        "var a = getItems(); a.push(a.length); variables.X = a?.[0] ?? 7; a.sort((p, q) => p > q ? 1 : -1).flatMap(v "
            + "=> [v, [v]]).flat(2).filter(Boolean)",
        "let s = 0; do { s += 1; if (s % 2) continue; if (s > 6) break } while (s < 10); for (var k in {a: 1, b: 2}) "
            + "s += k; s",
        "new Date(Date.UTC(2024, 1, 29)).toISOString().slice(0, 10) + (12.345).toFixed(1) + (255).toString(16) + "
            + "parseInt('12px') + 2n ** 10n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_tokens_end_in_a_value_or_an_error_with_its_place(int seed) =>
        OnSmallStack(seed, random => string.Join(
            random.Next(3) == 0 ? "" : " ",
            Enumerable.Range(0, random.Next(1, 40)).Select(_ => Tokens[random.Next(Tokens.Length)])));

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Programs_with_something_changed_end_in_a_value_or_an_error_with_its_place(int seed) =>
        OnSmallStack(seed, Mutated);

    [Fact]
    public void The_programs_that_are_changed_run_as_they_are()
    {
        foreach (var program in Programs)
            Assert.Null(Record.Exception(() => new JavaScriptLanguage().Parse(program).Run(TestScope.Standard())));
    }

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(Programs[random.Next(Programs.Length)]);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 12), text.Length - at);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 2:
                    text.Insert(at, $" {Tokens[random.Next(Tokens.Length)]} ");
                    break;
                case 3:
                    var other = Programs[random.Next(Programs.Length)];
                    text.Insert(at, other.AsSpan(0, random.Next(other.Length)));
                    break;
                default:
                    text.Insert(
                        at, string.Concat(Enumerable.Repeat(Tokens[random.Next(Tokens.Length)], random.Next(2, 300))));
                    break;
            }

            if (text.Length == 0)
                text.Append('1');
        }

        return text.ToString();
    }

    private static void OnSmallStack(int seed, Func<Random, string> write)
    {
        Exception? escaped = null;
        var thread = new Thread(
            () =>
            {
                var random = new Random(seed);
                for (var round = 0; round < 1_000 * FuzzLength.Times && escaped is null; round++)
                    escaped = Escaping(write(random), $"seed {seed}, round {round}");
            },
            StackSize);
        thread.Start();
        Assert.True(thread.Join(FuzzLength.Hangs));
        Assert.Null(escaped);
    }

    private static InvalidOperationException? Escaping(string text, string round)
    {
        try
        {
            _ = ValueJson.ToText(Language.Parse(text).Run(TestScope.Standard()));
            return null;
        }
        catch (ScriptSyntaxException wrong) when (wrong.Line > 0 && wrong.Column > 0)
        {
            return null;
        }
        catch (ExpressionFailedException wrong)
            when (wrong.Message.Contains("(line ", StringComparison.Ordinal) && !wrong.Message.StartsWith(
                "The interpreter", StringComparison.Ordinal))
        {
            return null;
        }
        catch (Exception wrong)
        {
            return new InvalidOperationException($"{round}: {text}", wrong);
        }
    }
}
