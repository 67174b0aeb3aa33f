using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Expressions;

/// <summary>Scripts that once gave something else than other engines do.</summary>
public class ScriptComparisonTests
{
    private static readonly JavaScriptLanguage Language = new();

    [Theory]
    [InlineData("(5e-324).toString(2).length", "1076")]
    [InlineData("[(0.1).toString(3).slice(0, 8), (255.5).toString(16), (2 ** 53).toString(36), (0.999999999999999999).toString(2)]", "[\"0.002200\",\"ff.8\",\"2gosa7pa2gw\",\"1\"]")]
    [InlineData("[parseInt('99999999999999999999'), Number(9007199254740993n), Number('0x20000000000003')].join()", "\"100000000000000000000,9007199254740992,9007199254740996\"")]
    [InlineData("[Math.hypot(1.7e308, 0), Math.hypot(NaN, Infinity), Math.hypot(3, 4), Math.hypot()]", "[1.7E+308,null,5,0]")]
    [InlineData("Object.is(Math.expm1(-0), -0) && Number.parseFloat === parseFloat", "true")]
    [InlineData("[(-0).toLocaleString(), (5).toLocaleString('en', {minimumIntegerDigits: 2}), [1234.5, null].toLocaleString()]", "[\"-0\",\"05\",\"1,234.5,\"]")]
    public void Numbers(string script, string expected) => Gives(script, expected);

    [Theory]
    [InlineData("class A { static #n = 0; static x = 1; static { this.y = this.x + 1; A.#n++ } static z = this.y + 1; static n() { return A.#n } } [A.x, A.y, A.z, A.n()]", "[1,2,3,1]")]
    [InlineData("class L extends Array { sum() { return this.reduce((a, b) => a + b, 0) } } const l = L.from([1, 2, 3]); [l.sum(), l.map(x => x * 2).sum(), l.filter(x => x > 1).sum(), l.slice(1).sum(), L.of(7).sum(), l instanceof L]", "[6,12,5,5,7,true]")]
    [InlineData("const o = {['q' + 1]: function () {}, get g() { return 1 }}; [o.q1.name, Object.getOwnPropertyDescriptor(o, 'g').get.name, o.q1.bind().name, ((a, b) => a).bind(null, 1).length]", "[\"q1\",\"get g\",\"bound q1\",1]")]
    [InlineData("[String(x => x * 2), String(class Q { z() {} }), ({m(a) { return a }}).m.toString(), Math.max.toString()]", "[\"x => x * 2\",\"class Q { z() {} }\",\"m(a) { return a }\",\"function max() { [native code] }\"]")]
    [InlineData("'use strict'; try { Object.freeze({a: 1}).a = 2 } catch (e) { e.name }", "\"TypeError\"")]
    [InlineData("'use strict'; try { delete Object.freeze({a: 1}).a } catch (e) { e.name }", "\"TypeError\"")]
    [InlineData("'use strict'; try { undeclared = 2 } catch (e) { e.name + e.message }", "\"ReferenceErrorundeclared is not defined\"")]
    [InlineData("const o = Object.freeze({a: 1}); o.a = 2; delete o.a; o.a", "1")]
    public void Functions_classes_and_strictness(string script, string expected) => Gives(script, expected);

    [Theory]
    [InlineData("function* g() { switch (yield 1) { case 2: yield 'two' } for (const x of yield 3) yield x; throw yield 4 } const i = g(); const r = [i.next(), i.next(2), i.next(), i.next([5]), i.next()].map(x => x.value); try { i.next('end') } catch (e) { r.push(e) } r", "[1,\"two\",3,5,4,\"end\"]")]
    [InlineData("const it = {[Symbol.iterator]: () => ({next: () => ({value: 1, done: false}), return() { throw new Error('leaving') }})}; try { for (const x of it) throw new Error('body') } catch (e) { e.message }", "\"body\"")]
    [InlineData("const it = {[Symbol.iterator]: () => ({next: () => ({value: 1, done: false}), return() { throw new Error('leaving') }})}; try { for (const x of it) break } catch (e) { e.message }", "\"leaving\"")]
    [InlineData("const it = {[Symbol.iterator]: () => ({next: () => ({value: 1, done: false}), return: () => 5})}; try { for (const x of it) break } catch (e) { e.name }", "\"TypeError\"")]
    [InlineData("function* g() { try { yield 1 } finally { throw new Error('leaving') } } const r = []; try { for (const x of g()) throw new Error('body') } catch (e) { r.push(e.message) } try { for (const x of g()) break } catch (e) { r.push(e.message) } const i = g(); i.next(); try { i.return(5) } catch (e) { r.push(e.message) } r", "[\"body\",\"leaving\",\"leaving\"]")]
    [InlineData("function* g() { try { yield 1 } finally { throw new Error('leaving') } } try { for (const x of [1]) { for (const y of g()) throw new Error('body') } } catch (e) { e.message }", "\"body\"")]
    [InlineData("function* g() { try { yield 1 } finally { throw new Error('leaving') } } let r; for (const x of [1]) { try { throw 1 } catch { } try { for (const y of g()) break } catch (e) { r = e.message } } r", "\"leaving\"")]
    public void What_is_thrown_on_leaving_comes_in_the_place_of_a_value_but_not_of_what_was_thrown(
        string script, string expected) =>
        Gives(script, expected);

    [Theory]
    [InlineData("const s = Symbol('s'); const o = {[s]: 1, [Symbol.iterator]: 2, a: 3}; [Object.getOwnPropertySymbols(o).map(String), Object.assign({}, o)[s], Symbol.keyFor(Symbol.for('k')), Symbol.keyFor(s) === undefined]", "[[\"Symbol(s)\",\"Symbol(Symbol.iterator)\"],1,\"k\",true]")]
    [InlineData("[1].concat({[Symbol.isConcatSpreadable]: true, length: 2, 0: 'a', 1: 'b'})", "[1,\"a\",\"b\"]")]
    [InlineData("[1n, Symbol()].map(x => Object.prototype.toString.call(x))", "[\"[object BigInt]\",\"[object Symbol]\"]")]
    [InlineData("const o = {b: 1, 1: 2}; [Reflect.ownKeys(o), Reflect.has(o, 'b'), Reflect.get({get x() { return this.y }}, 'x', {y: 5}), Reflect.set(Object.freeze({a: 1}), 'a', 2), Reflect.deleteProperty(o, 'b'), o]", "[[\"1\",\"b\"],true,5,false,true,{\"1\":2}]")]
    [InlineData("class A { constructor() { this.n = new.target.name } } class B { } [Reflect.construct(A, [], B).n, Reflect.apply(Math.max, null, [1, 2]), Reflect.defineProperty(Object.freeze({}), 'a', {value: 1}), Reflect.isExtensible({})]", "[\"B\",2,false,true]")]
    [InlineData("try { new WeakMap([[1, 2]]) } catch (e) { e.name }", "\"TypeError\"")]
    [InlineData("try { Object.getPrototypeOf(null) } catch (e) { e.name }", "\"TypeError\"")]
    public void Symbols_and_reflection(string script, string expected) => Gives(script, expected);

    [Theory]
    [InlineData("['😀a'.match(/./u)[0], '😀a'.split(/(?:)/u), '😀a'.replace(/x*/gu, '_'), '😀a'.match(/[x😀]/u)[0], '😀'.match(/^[^a]$/u) !== null]", "[\"\\uD83D\\uDE00\",[\"\\uD83D\\uDE00\",\"a\"],\"_\\uD83D\\uDE00_a_\",\"\\uD83D\\uDE00\",true]")]
    [InlineData("/[a-z]/dg.hasIndices && !/a/.hasIndices", "true")]
    [InlineData("JSON.stringify({b: 1, a: {b: 2, c: 3}}, ['a', 'b'])", "\"{\\\"a\\\":{\\\"b\\\":2},\\\"b\\\":1}\"")]
    [InlineData("[[1, , 2].toReversed().includes(undefined), 1 in [1, , 2].with(0, 5), 1 in [3, , 2].toSorted(), 1 in [1, , 2].toSpliced(0, 1)]", "[true,true,true,true]")]
    [InlineData("String.raw({raw: 'abc'}, 1, 2)", "\"a1b2c\"")]
    [InlineData("[new Date('-000000-01-01T00:00:00Z').getTime(), new Date(100, 0).toLocaleDateString(), new Date(0).getYear()]", "[null,\"1/1/100\",70]")]
    public void Texts_lists_and_dates(string script, string expected) => Gives(script, expected);

    [Theory]
    [InlineData("(function (a) { arguments[0] = 9; return a })(1)", "1")]
    [InlineData("/((a)|b)*/.exec('ab')[2] + 'über'.replace(/\\b\\w/g, c => c.toUpperCase())", "\"aüber\"")]
    [InlineData("const r = []; (async () => { r.push('a'); await 0; r.push('c') })(); r.push('b'); r", "[\"a\",\"c\",\"b\"]")]
    [InlineData("const f = function* () { for (; (yield 1);) { } }; try { f().next() } catch (e) { e.message }", "\"A yield cannot stand here. Assign it to a variable first\"")]
    public void What_is_another_on_purpose(string script, string expected) => Gives(script, expected);

    [Theory]
    [InlineData("const a = Array.from({length: 5000}, (_, i) => ({name: 'device-' + i * 7919 % 5000})); a.sort((x, y) => x.name < y.name ? -1 : x.name > y.name ? 1 : 0)[4999].name", "\"device-999\"")]
    [InlineData("const csv = 'id;name;port;note\\n' + Array.from({length: 1000}, (_, i) => `${i};device-${i};${i % 48};\"note\"`).join('\\n'); const [head, ...rows] = csv.split('\\n'); const names = head.split(';'); rows.map(r => Object.fromEntries(r.split(';').map((c, i) => [names[i], c.replace(/^\"|\"$/g, '')])))[7]", "{\"id\":\"7\",\"name\":\"device-7\",\"port\":\"7\",\"note\":\"note\"}")]
    [InlineData("Array.from({length: 500}, (_, i) => 'device-' + i).filter(name => /^(?=.*\\d)(?!.*x)device-\\d+$/.test(name)).length", "500")]
    [InlineData("const t = 'x'.repeat(20000); let h = 0; for (let i = 0; i < t.length; i++) h = ((h << 5) - h + t.charCodeAt(i)) | 0; h", "482865152")]
    public void What_engineers_write_stays_below_the_limits(string script, string expected) => Gives(script, expected);

    [Theory]
    [InlineData("async function* g() { }")]
    [InlineData("1__0")]
    [InlineData("({get a(x) { }})")]
    [InlineData("({set a() { }})")]
    public void What_no_engine_takes(string script) =>
        Assert.Throws<ScriptSyntaxException>(() => Language.Parse(script));

    private static void Gives(string script, string expected) =>
        Assert.Equal(expected, ValueJson.ToText(Language.Parse(script).Run(TestScope.Standard())));
}
