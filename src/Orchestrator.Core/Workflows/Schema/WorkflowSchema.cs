using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Workflows.Reading.Activities;

namespace Orchestrator.Core.Workflows.Schema;

/// <summary>
/// The JSON Schema of workflow definitions, for editors: made of what the reader knows. It lets pass whatever the
/// reader reads without an error, and tells the errors that a schema can tell; references, flow and adapters are
/// checked by publishing alone.
/// </summary>
public static class WorkflowSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text (draft 7), which ends with a line break.</summary>
    /// <param name="languages">The script languages that expressions may use: <c>JavaScript</c>.</param>
    public static string Generate(IEnumerable<string> languages)
    {
        var schema = DocumentSchema.Create();
        var definitions = new JsonObject
        {
            ["activity"] = ActivitySchema.Any(),
            ["activities"] = ActivitySchema.List(),
        };
        foreach (var description in ActivityTable.All)
            definitions.Add(description.TypeName, ActivitySchema.Of(description));
        definitions.Add(ActivitySchema.Composite, ActivitySchema.OtherDefinition());
        definitions.Add("variables", DocumentSchema.Variables());
        definitions.Add("typeName", DocumentSchema.TypeName());
        definitions.Add("wrapped", ExpressionSchema.Wrapped());
        definitions.Add("expression", ExpressionSchema.Typed(languages));
        schema.Add("definitions", definitions);
        return schema.ToJsonString(Indented) + "\n";
    }
}
