using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>JSON</c>.</summary>
internal static class JsonBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var json = new JsObject(Realm.ObjectPrototype);
        json.Tag("JSON");
        globals["JSON"] = json;
        json
            .Method("stringify", 3, (run, _, given) =>
                JsonWriting.Write(run, given.At(0), given.At(1), given.At(2)) is { } text ? text : JsValue.Undefined)
            .Method("parse", 2, Parse);
    }

    private static JsValue Parse(Run run, JsValue self, JsValue[] given)
    {
        var value = JsonReading.Read(run, Conversion.ToText(run, given.At(0)));
        if (given.At(1).Function is not { } reviver)
            return value;

        var root = new JsObject(Realm.ObjectPrototype);
        root.Define(run, "", new(value));
        return Revive(run, root, "", reviver);
    }

    private static JsValue Revive(Run run, JsObject holder, string key, JsFunction reviver)
    {
        using var level = run.Enter(6);
        var value = holder.Get(run, key);
        if (value.Object is { } its)
        {
            foreach (var name in its.OwnKeys(run))
            {
                var revived = Revive(run, its, name, reviver);
                if (revived.IsUndefined)
                    its.Delete(run, name);
                else
                    its.Define(run, name, new(revived));
            }
        }

        return reviver.Call(run, holder, [key, value]);
    }
}
