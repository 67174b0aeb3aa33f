using System.Text;
using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Host;

/// <summary>Functions that scripts find beside those of the language, as in Elsa.</summary>
internal static class HostFunctions
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        Add("getVariable", 1, (run, given) => run.Host.Get(Text(run, given)));
        Add("setVariable", 2, (run, given) => run.Host.Set(Text(run, given), given.At(1)));
        Add("getInput", 1, (run, given) => run.Host.Input(Text(run, given)));
        Add("getOutputFrom", 2, (run, given) =>
            run.Host.Output(Text(run, given), given.At(1).IsNullish ? null : Conversion.ToText(run, given[1])));
        Add("getLastResult", 0, (run, _) => Giving.ToJs(run, run.Host.LastResult));
        Add("getWorkflowDefinitionId", 0, (run, _) => run.Host.Facts.DefinitionId);
        Add("getWorkflowDefinitionVersion", 0, (run, _) => run.Host.Facts.Version);
        Add("getWorkflowDefinitionVersionId", 0, (run, _) =>
            $"{run.Host.Facts.DefinitionId}/versions/{run.Host.Facts.Version}");
        Add("getWorkflowInstanceId", 0, (run, _) => run.Host.Facts.Activation);
        Add("getCorrelationId", 0, (run, _) => run.Host.Facts.CorrelationId);
        Add("getWorkflowInstanceName", 0, (run, _) => run.Host.Facts.InstanceName);
        Add("setCorrelationId", 1, (run, given) =>
            Do(run, TextOrNull(run, given), (scope, text) => scope.SetCorrelationId(text)));
        Add("setWorkflowInstanceName", 1, (run, given) =>
            Do(run, TextOrNull(run, given), (scope, text) => scope.SetInstanceName(text)));
        Add("setOutcome", 1, SetOutcomes);
        Add("setOutcomes", 1, SetOutcomes);
        Add("isNullOrEmpty", 1, (run, given) => given.At(0).IsNullish || Text(run, given).Length == 0);
        Add("isNullOrWhiteSpace", 1, (run, given) =>
            given.At(0).IsNullish || string.IsNullOrWhiteSpace(Text(run, given)));
        Add("toJson", 1, (run, given) => JsonWriting.Write(run, given.At(0), JsValue.Undefined, JsValue.Undefined));
        Add("newGuid", 0, (run, _) => run.Host.NewId().ToString());
        Add("newGuidString", 0, (run, _) => run.Host.NewId().ToString());
        Add("newShortGuid", 0, (run, _) => Convert.ToBase64String(run.Host.NewId().ToByteArray())
            .Replace('/', '_').Replace('+', '-').TrimEnd('='));
        Add("parseGuid", 1, (run, given) => Guid.TryParse(Text(run, given), out var id) ? id.ToString() : JsValue.Null);
        Add("stringToBase64", 1, (run, given) =>
            Made(run, Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(run, given)))));
        Add("stringFromBase64", 1, (run, given) => Made(run, Encoding.UTF8.GetString(FromBase64(run, given))));
        Add("bytesToString", 1, (run, given) => Made(run, Encoding.UTF8.GetString(Bytes(run, given))));
        Add("bytesFromString", 1, (run, given) => List(run, Encoding.UTF8.GetBytes(Text(run, given))));
        Add("bytesToBase64", 1, (run, given) => Made(run, Convert.ToBase64String(Bytes(run, given))));
        Add("bytesFromBase64", 1, (run, given) => List(run, FromBase64(run, given)));
        globals["args"] = new JsObject(Realm.ObjectPrototype);

        void Add(string name, int length, Func<Run, JsValue[], JsValue> call) =>
            globals[name] = new NativeFunction(name, length, (run, _, given) => call(run, given));
    }

    private static string Text(Run run, JsValue[] given)
    {
        var text = Conversion.ToText(run, given.At(0));
        run.Step(1 + (text.Length >> 6));
        return text;
    }

    private static string? TextOrNull(Run run, JsValue[] given) => given.At(0).IsNullish ? null : Text(run, given);

    private static JsValue Made(Run run, string text) => StringBuiltIns.Made(run, text);

    private static JsValue Do(Run run, string? text, Action<IScope, string?> set)
    {
        run.Host.Do(scope => set(scope, text));
        return JsValue.Undefined;
    }

    private static JsValue SetOutcomes(Run run, JsValue[] given)
    {
        IEnumerable<JsValue> named = given.At(0).Object is JsArray items ? Iteration.Items(run, items) : given;
        string[] outcomes = [.. named.Select(outcome => Conversion.ToText(run, outcome))];
        run.Host.Do(scope => scope.SetOutcomes(outcomes));
        return JsValue.Undefined;
    }

    private static byte[] FromBase64(Run run, JsValue[] given)
    {
        try
        {
            return Convert.FromBase64String(Text(run, given));
        }
        catch (FormatException)
        {
            throw run.TypeError("The text is no base64");
        }
    }

    private static byte[] Bytes(Run run, JsValue[] given) =>
        [.. FunctionBuiltIns.ListOf(run, given.At(0)).Select(item => (byte)Conversion.ToInt32(run, item))];

    private static JsValue List(Run run, byte[] bytes)
    {
        run.CheckItems(bytes.Length);
        return JsArray.Of(run, [.. bytes.Select(item => (JsValue)item)]);
    }
}
