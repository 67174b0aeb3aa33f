namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>What a function is called with.</summary>
internal static class Arguments
{
    /// <summary>Undefined where it was not given.</summary>
    public static JsValue At(this JsValue[] arguments, int index) =>
        (uint)index < (uint)arguments.Length ? arguments[index] : default;
}
