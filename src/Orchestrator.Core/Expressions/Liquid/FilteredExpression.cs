using Orchestrator.Core.Expressions.Liquid.Filters;

namespace Orchestrator.Core.Expressions.Liquid;

/// <param name="Filter">Null where there is no such filter: the value passes unchanged, as in Elsa.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Offset">Where it stands in the template.</param>
/// <param name="Arguments">In order, those without a name.</param>
/// <param name="Named">Those with a name.</param>
internal sealed record FilterCall(
    LiquidFilter? Filter,
    string Name,
    int Offset,
    IReadOnlyList<LiquidExpression> Arguments,
    IReadOnlyList<(string Name, LiquidExpression Value)> Named);

/// <summary>A value that goes through filters, one after the other.</summary>
internal sealed class FilteredExpression(LiquidExpression inner, IReadOnlyList<FilterCall> calls) : LiquidExpression
{
    public override LiquidValue Evaluate(Rendering rendering)
    {
        var value = inner.Evaluate(rendering);
        foreach (var call in calls)
        {
            rendering.Step();
            rendering.Offset = call.Offset;
            if (call.Filter is { } filter)
                value = Apply(filter, value, call, rendering);
        }

        return value;
    }

    private static LiquidValue Apply(LiquidFilter filter, LiquidValue value, FilterCall call, Rendering rendering)
    {
        var arguments = new LiquidValue[call.Arguments.Count];
        for (var index = 0; index < arguments.Length; index++)
            arguments[index] = call.Arguments[index].Evaluate(rendering);
        var named = call.Named.Select(one => (one.Name, one.Value.Evaluate(rendering))).ToArray();
        return filter.Apply(value, new FilterArguments(call.Name, arguments, named, rendering));
    }
}
