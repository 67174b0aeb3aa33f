using Orchestrator.Core.Expressions.JavaScript.BuiltIns;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>A date, in milliseconds since 1970, UTC; NaN where it is none.</summary>
internal sealed class JsDate(double time) : JsObject(Realm.DatePrototype)
{
    public double Time { get; set; } = time;

    public override string ClassName => "Date";
}
