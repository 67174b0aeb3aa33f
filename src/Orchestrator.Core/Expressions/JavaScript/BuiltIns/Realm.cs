using Orchestrator.Core.Expressions.JavaScript.Host;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>
/// The language's own objects: made once, the same for all runs, and never changed, so that no program changes what the
/// next one finds.
/// </summary>
internal static class Realm
{
    public static readonly JsObject ObjectPrototype = new(null);
    public static readonly JsObject FunctionPrototype = new(ObjectPrototype);
    public static readonly JsObject ArrayPrototype = new(ObjectPrototype);
    public static readonly JsObject ArgumentsPrototype = new(ObjectPrototype);
    public static readonly JsObject StringPrototype = new(ObjectPrototype);
    public static readonly JsObject NumberPrototype = new(ObjectPrototype);
    public static readonly JsObject BooleanPrototype = new(ObjectPrototype);
    public static readonly JsObject SymbolPrototype = new(ObjectPrototype);
    public static readonly JsObject BigIntPrototype = new(ObjectPrototype);
    public static readonly JsObject RegExpPrototype = new(ObjectPrototype);
    public static readonly JsObject DatePrototype = new(ObjectPrototype);
    public static readonly JsObject MapPrototype = new(ObjectPrototype);
    public static readonly JsObject SetPrototype = new(ObjectPrototype);
    public static readonly JsObject WeakMapPrototype = new(ObjectPrototype);
    public static readonly JsObject WeakSetPrototype = new(ObjectPrototype);
    public static readonly JsObject PromisePrototype = new(ObjectPrototype);
    public static readonly JsObject IteratorPrototype = new(ObjectPrototype);
    public static readonly JsObject GeneratorPrototype = new(IteratorPrototype);
    public static readonly JsObject ErrorPrototype = new(ObjectPrototype);
    public static readonly JsObject TypeErrorPrototype = new(ErrorPrototype);
    public static readonly JsObject RangeErrorPrototype = new(ErrorPrototype);
    public static readonly JsObject SyntaxErrorPrototype = new(ErrorPrototype);
    public static readonly JsObject ReferenceErrorPrototype = new(ErrorPrototype);
    public static readonly JsObject UriErrorPrototype = new(ErrorPrototype);
    public static readonly JsObject EvalErrorPrototype = new(ErrorPrototype);
    public static readonly JsObject AggregateErrorPrototype = new(ErrorPrototype);
    public static readonly JsObject TimeSpanPrototype = new(ObjectPrototype);

    /// <summary>What programs find without declaring it.</summary>
    public static readonly Dictionary<string, JsValue> Globals = Define();

    public static JsObject? PrototypeOf(JsValue value) => value.Type switch
    {
        JsType.Object => value.Object,
        JsType.Text => StringPrototype,
        JsType.Number => NumberPrototype,
        JsType.Boolean => BooleanPrototype,
        JsType.Symbol => SymbolPrototype,
        JsType.BigInt => BigIntPrototype,
        _ => null,
    };

    private static Dictionary<string, JsValue> Define()
    {
        var globals = new Dictionary<string, JsValue>(StringComparer.Ordinal)
        {
            ["undefined"] = JsValue.Undefined,
            ["NaN"] = JsValue.NaN,
            ["Infinity"] = double.PositiveInfinity,
        };
        FunctionBuiltIns.Define(globals);
        ObjectBuiltIns.Define(globals);
        ArrayBuiltIns.Define(globals);
        StringBuiltIns.Define(globals);
        NumberBuiltIns.Define(globals);
        BooleanBuiltIns.Define(globals);
        SymbolBuiltIns.Define(globals);
        MathBuiltIns.Define(globals);
        JsonBuiltIns.Define(globals);
        ReflectBuiltIns.Define(globals);
        RegExpBuiltIns.Define(globals);
        DateBuiltIns.Define(globals);
        CollectionBuiltIns.Define(globals);
        IteratorBuiltIns.Define();
        PromiseBuiltIns.Define(globals);
        ErrorBuiltIns.Define(globals);
        GlobalFunctions.Define(globals);
        HostFunctions.Define(globals);
        HostTypes.Define(globals);
        Seal([.. globals.Values.Select(value => value.Object).OfType<JsObject>(),
            ArgumentsPrototype, IteratorPrototype, GeneratorPrototype, TimeSpanPrototype]);
        return globals;
    }

    /// <summary>Everything that can be got at from there is shared.</summary>
    private static void Seal(IEnumerable<JsObject> objects)
    {
        var pending = new Stack<JsObject>(objects);
        while (pending.TryPop(out var next))
        {
            if (next.IsShared)
                continue;

            next.IsShared = true;
            if (next.Prototype is not null)
                pending.Push(next.Prototype);
            foreach (var property in next.OwnProperties())
            {
                foreach (var found in new[] { property.Value.Object, property.Value.Accessor?.Getter,
                    property.Value.Accessor?.Setter })
                {
                    if (found is not null)
                        pending.Push(found);
                }
            }
        }
    }
}
