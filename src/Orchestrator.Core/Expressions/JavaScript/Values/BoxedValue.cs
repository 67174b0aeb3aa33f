using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>A number, text, boolean, symbol or big integer as an object.</summary>
internal sealed class BoxedValue(JsValue content, JsObject prototype) : JsObject(prototype)
{
    public JsValue Content => content;

    public override string ClassName => content.Type switch
    {
        JsType.Text => "String",
        JsType.Number => "Number",
        JsType.Boolean => "Boolean",
        _ => "Object",
    };

    public override bool TryGetOwn(string key, out Property property)
    {
        if (content.IsText && (key == "length" || PropertyKey.IsIndex(key, out _)))
        {
            property = new(TextMembers.Get(content, key), PropertyTraits.Enumerable);
            if (key == "length")
                property.Traits = PropertyTraits.None;
            return !property.Value.IsUndefined;
        }

        return base.TryGetOwn(key, out property);
    }

    public override List<string> OwnKeys(Run run)
    {
        var count = content.IsText ? content.TextLength : 0;
        run.CheckItems(count);
        run.Step(count >> 2);
        return [.. Enumerable.Range(0, count).Select(PropertyKey.Of), .. base.OwnKeys(run)];
    }
}
