using System.Text;
using System.Text.Json;
using Jint.Native;
using Jint.Runtime;
using Orchestrator.Core.Values;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>JSON, with the depth and the size that values have everywhere.</summary>
internal static class GuardedJson
{
    public static void Define(JintEngine engine, Guard guard, JsValues values, GuardedFunctions around)
    {
        around.Set(engine.Json, "parse", (_, arguments) => Parse(engine, guard, values, arguments));
        around.Set(engine.Json, "stringify", (_, arguments) => Stringify(guard, values, around, arguments));
        around.Set(engine.Global, "toJson", (_, arguments) => Stringify(guard, values, around, [.. arguments.Take(1)]));
    }

    private static JsValue Parse(JintEngine engine, Guard guard, JsValues values, JsValue[] arguments)
    {
        var text = arguments is [var first, ..] ? TypeConverter.ToString(first) : "undefined";
        guard.CheckText(text.Length);
        try
        {
            return values.ToJs(ValueJson.Parse(text));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new JavaScriptException(engine.SyntaxError, "The text is no JSON");
        }
    }

    private static JsValue Stringify(Guard guard, JsValues values, GuardedFunctions around, JsValue[] arguments)
    {
        if (arguments is not [var given, ..] || given.IsUndefined())
            return JsValue.Undefined;
        if (arguments is [_, var replacer, ..] && !replacer.IsUndefined() && !replacer.IsNull())
            throw around.Error("JSON.stringify takes no replacer here. Make the object that is wanted first");

        var text = arguments is [_, _, var indent, ..] && !indent.IsUndefined()
            ? Indented(values.ToValue(given))
            : ValueJson.ToText(values.ToValue(given));
        guard.CheckText(text.Length);
        return new JsValue(text);
    }

    private static string Indented(Value value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
            ValueJson.Write(writer, value);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
