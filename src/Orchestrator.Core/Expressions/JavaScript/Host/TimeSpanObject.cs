using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Host;

/// <summary>A length of time.</summary>
internal sealed class TimeSpanObject(TimeSpan length) : JsObject(Realm.TimeSpanPrototype)
{
    public TimeSpan Length => length;

    public override string ClassName => "TimeSpan";
}
