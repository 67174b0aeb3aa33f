using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Exec;

/// <summary>What operators configure and declare.</summary>
internal static class ExecSchemas
{
    public const string Settings =
        """
        { "type": "object", "additionalProperties": false, "properties": {
          "outputBytesMax": { "type": "integer", "minimum": 1, "maximum": 16777216, "description": "What a program may write to its standard output. Default: 1048576." },
          "graceSeconds": { "type": "integer", "minimum": 0, "maximum": 300, "description": "How long a program has to end after it was asked to. Default: 5." } } }
        """;

    public const string Declaration =
        $$"""
        { "type": "object", "required": ["operations"], "properties": {
          "list": { "type": "object", "required": ["program"], "additionalProperties": false, "properties": { {{Command}} }, "description": "Lists what there is: writes a list of { kind, id, attributes }." },
          "operations": { "type": "object", "minProperties": 1, "additionalProperties": {
            "type": "object", "required": ["summary", "program"], "additionalProperties": false, "properties": {
              {{DeclaredOperation.SchemaProperties}},
              {{Command}},
              "exitCodes": { "type": "object", "additionalProperties": false, "description": "What the program means by them; what is in no list is not known.", "properties": {
                "succeeded": { {{Codes}}, "description": "Default: 0." },
                "retryable": { {{Codes}}, "description": "Default: 75." },
                "permanent": { {{Codes}}, "description": "Default: 1 to 63." } } },
              "read": { "type": "object", "additionalProperties": false, "description": "Tells what became of a call.", "properties": { {{Command}},
                "done": { {{Codes}}, "description": "Default: 0." },
                "notDone": { {{Codes}}, "description": "Default: 1. All else: it cannot be told now." } } },
              "preview": { "type": "object", "additionalProperties": false, "description": "Writes what a call would change.", "properties": { {{Command}} } } } } } } }
        """;

    private const string Command =
        $$"""
        "program": { "type": "string", "minLength": 1, "description": "A whole path, or one from the declaration's folder." },
        "arguments": { "type": "array", "items": { "type": "string" }, "description": "As they are: there are no places in them." },
        "workingFolder": { "type": "string", "minLength": 1, "description": "Default: the declaration's folder." },
        "environment": { "type": "object", "additionalProperties": { "anyOf": [ { "type": "string" }, {{SecretReader.ReferenceSchema}} ] }, "description": "Texts, or references to secrets. Nothing of the server's own is passed on." }
        """;

    private const string Codes = """ "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 255 } """;
}
