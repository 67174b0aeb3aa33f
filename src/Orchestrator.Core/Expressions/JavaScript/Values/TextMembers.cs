namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>The length and the characters of a text, as its members.</summary>
internal static class TextMembers
{
    private static readonly string[] Latin = [.. Enumerable.Range(0, 256).Select(letter => ((char)letter).ToString())];

    /// <summary>Undefined where it has none of this name.</summary>
    public static JsValue Get(JsValue text, string key) =>
        key == "length" ? text.TextLength
            : PropertyKey.IsIndex(key, out var index) ? At(text, index)
            : JsValue.Undefined;

    public static JsValue At(JsValue text, int index) =>
        (uint)index < (uint)text.TextLength ? Of(text.Text![index]) : JsValue.Undefined;

    public static string Of(char letter) => letter < Latin.Length ? Latin[letter] : letter.ToString();
}
