using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>JSON Schema of a declaration.</summary>
internal static class HttpDeclarationSchema
{
    public const string Text =
        $$"""
        { "$schema": "http://json-schema.org/draft-07/schema#",
          "title": "A system that speaks JSON over HTTP, for adapters of the kind http",
          "type": "object", "required": ["operations"], "additionalProperties": false,
          "properties": {
            "$schema": { "type": "string", "description": "Where editors find this schema." },
            "summary": { "type": "string", "description": "Which system, in which versions, by which documentation." },
            "settings": { "type": "object", "description": "What an instance sets beside baseUrl, by name: ${settings.name}.",
              "additionalProperties": { "type": "object", "required": ["description"], "additionalProperties": false,
                "properties": {
                  "description": { "type": "string", "description": "For whoever configures an instance." },
                  "default": { "type": ["string", "number", "boolean"], "description": "Without one it must be set." } } } },
            "secrets": { "type": "object", "description": "Credentials that an instance refers to, by name: ${secrets.name}, or ${base64.name}, in headers and credentials only.",
              "additionalProperties": { "type": "object", "required": ["description"], "additionalProperties": false,
                "properties": { "description": { "type": "string", "description": "For whoever configures an instance." } } } },
            "credentials": { "type": "object", "description": "How requests say who sends them.", "additionalProperties": false, "properties": {
              "basic": { "type": "object", "required": ["username", "password"], "additionalProperties": false, "description": "HTTP Basic (RFC 7617).", "properties": {
                "username": { "type": "string", "description": "The name of a secret." },
                "password": { "type": "string", "description": "The name of a secret." } } },
              "bearer": { "type": "string", "description": "The name of a secret: a bearer token (RFC 6750)." } } },
            "headers": { "$ref": "#/definitions/texts", "description": "Headers of every request." },
            "idempotencyKey": { "type": "string", "pattern": "^[A-Za-z0-9-]+$", "description": "The header that takes a call's key, where the system knows such a thing. Sent with POST and PATCH." },
            "answers": { "$ref": "#/definitions/answers", "description": "What responses mean, after the rules of a step and of its operation." },
            "operations": { "type": "object", "minProperties": 1, "description": "By name.",
              "additionalProperties": { "$ref": "#/definitions/operation" } },
            "list": { "type": "array", "items": { "$ref": "#/definitions/level" }, "description": "What the system holds." } },
          "definitions": {
            "operation": { "type": "object", "required": ["summary", "input", "output"], "additionalProperties": false, "properties": {
              {{DeclaredOperation.SchemaProperties}},
              {{StepProperties}},
              "steps": { "type": "array", "items": { "$ref": "#/definitions/step" }, "minItems": 1, "description": "More than one request, in order, instead of request." },
              "before": { "type": "object", "additionalProperties": false, "description": "What is looked at and recorded before anything is changed.", "properties": {
                "steps": { "type": "array", "items": { "$ref": "#/definitions/step" }, "description": "Requests without effect." },
                "refuse": { "type": "array", "description": "When the call is refused.", "items": { "type": "object", "required": ["where", "code", "message"], "additionalProperties": false, "properties": {
                  "where": { "$ref": "#/definitions/conditions" },
                  "code": { "type": "string", "pattern": "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", "description": "UPPER_SNAKE." },
                  "message": { "type": "string", "description": "A template: what happened, to which thing, what to do." } } } },
                "keep": { "type": "object", "description": "What is recorded: ${before.name} in all that follows, years later too." } } },
              "result": { "type": "object", "description": "The output, a template." },
              "read": { "type": "object", "required": ["done"], "additionalProperties": false, "description": "How it is told, by what is there, whether the call was carried out.", "properties": {
                {{StepProperties}},
                "steps": { "type": "array", "items": { "$ref": "#/definitions/step" }, "description": "More than one request, in order." },
                "done": { "$ref": "#/definitions/conditions", "description": "It was, where all of this is so; else it was not." },
                "unclear": { "$ref": "#/definitions/conditions", "description": "It cannot be told, where all of this is so." },
                "result": { "type": "object", "description": "The output, where it is made of other things than the call's own response." } } },
              "restore": { "type": "array", "minItems": 1, "description": "What puts back what was there; asked only where read says that the call was carried out.", "items": { "$ref": "#/definitions/step" } },
              "preview": { "type": "string", "description": "What the call would change, a template; else the resources say it." },
              "oneAtATime": { "type": "string", "description": "Calls of all operations with the same name here go one by one: for whole documents that are read, changed and written back." } } },
            "step": { "type": "object", "required": ["request"], "additionalProperties": false, "properties": {
              {{StepProperties}},
              "as": { "$ref": "#/definitions/name", "description": "The response's name for what follows, beside response." },
              "when": { "$ref": "#/definitions/conditions", "description": "Else the step is left out." },
              "reads": { "type": "boolean", "description": "It has no effect. Default: true for GET, HEAD and OPTIONS, and within before, read and list." },
              "bringsBack": { "type": "boolean", "description": "Of restore: what was there before is there again, and not released." } } },
            "request": { "type": "object", "required": ["method", "url"], "additionalProperties": false, "properties": {
              "method": { "enum": ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"], "description": "Of HTTP." },
              "url": { "type": "string", "pattern": "^/", "description": "A template, behind baseUrl. Values are percent-encoded." },
              "query": { "$ref": "#/definitions/texts", "description": "Behind the URL. What comes out empty is left out." },
              "headers": { "$ref": "#/definitions/texts", "description": "Headers of this request." },
              "body": { "description": "A JSON value whose texts are templates, sent as application/json." },
              "form": { "$ref": "#/definitions/texts", "description": "Sent as application/x-www-form-urlencoded. What comes out empty is left out." } } },
            "edit": { "type": "object", "required": ["of", "changes"], "additionalProperties": false, "properties": {
              "of": { "$ref": "#/definitions/pointer", "description": "A value; its changed copy is ${edited}." },
              "changes": { "type": "array", "minItems": 1, "description": "In order. Their pointers begin at the value.", "items": { "type": "object", "additionalProperties": false, "properties": {
                "remove": { "$ref": "#/definitions/pointer", "description": "Where it is there." },
                "to": { "$ref": "#/definitions/pointer", "description": "An array." },
                "add": { "description": "What is added to it, a template." } } } } } },
            "poll": { "type": "object", "additionalProperties": false, "properties": {
              "urlAt": { "$ref": "#/definitions/pointer", "description": "Where the response says whom to ask. Default: /response/headers/location." },
              "intervalSeconds": { "type": "number", "minimum": 0.01, "maximum": 3600, "description": "Between two questions, where the system sends no Retry-After. Default: 1." },
              "answers": { "$ref": "#/definitions/answers" } } },
            "answers": { "type": "array", "description": "The first that fits counts; where none does, the status code: 2xx succeeded, 408, 425, 429 and 503 retryable, other 5xx unknown (retryable for what has no effect), the rest permanent.", "items": {
              "type": "object", "required": ["means"], "additionalProperties": false, "properties": {
                "status": { "description": "A status code, a range such as 400-499, or a list of them. Default: any.", "anyOf": [
                  { "$ref": "#/definitions/status" }, { "type": "array", "items": { "$ref": "#/definitions/status" } } ] },
                "where": { "$ref": "#/definitions/conditions", "description": "What must be so beside." },
                "means": { "enum": ["succeeded", "retryable", "permanent", "unknown", "pending"], "description": "pending: under way, see poll." },
                "code": { "type": "string", "pattern": "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", "description": "UPPER_SNAKE." },
                "codeAt": { "$ref": "#/definitions/pointer", "description": "Where the system's own code stands." },
                "message": { "type": "string", "description": "A template." },
                "messageAt": { "$ref": "#/definitions/pointer", "description": "Where the system's own message stands." } } } },
            "conditions": { "type": "array", "minItems": 1, "description": "All must be so. What is not there, and null, are the same.", "items": {
              "type": "object", "required": ["at"], "minProperties": 2, "additionalProperties": false, "properties": {
                "at": { "$ref": "#/definitions/pointer" },
                "equals": { "description": "A template of the value." },
                "oneOf": { "type": "array", "description": "Templates of the values." },
                "exists": { "type": "boolean", "description": "Whether there is a value." },
                "matches": { "type": "string", "description": "A regular expression for the value's text." },
                "not": { "type": "boolean", "description": "It must not be so." } } } },
            "level": { "type": "object", "required": ["as", "items"], "additionalProperties": false, "properties": {
              {{StepProperties}},
              "as": { "$ref": "#/definitions/name", "description": "One item's name." },
              "items": { "$ref": "#/definitions/pointer", "description": "Where they stand, an array." },
              "except": { "$ref": "#/definitions/conditions", "description": "Items that are not listed." },
              "resources": { "type": "array", "description": "What an item is, as of an operation." },
              "each": { "type": "array", "items": { "$ref": "#/definitions/level" }, "description": "What is within each item." } } },
            "texts": { "type": "object", "additionalProperties": { "type": "string" }, "description": "Templates by name." },
            "status": { "anyOf": [ { "type": "integer", "minimum": 100, "maximum": 599 }, { "type": "string", "pattern": "^[1-5][0-9][0-9]-[1-5][0-9][0-9]$" } ], "description": "200, or 400-499." },
            "pointer": { "type": "string", "pattern": "^/", "description": "A JSON pointer whose parts are templates; [name=value] chooses the item whose member is so." },
            "name": { "type": "string", "pattern": "^[a-z][A-Za-z0-9]*$", "description": "camelCase." } } }
        """;

    private const string StepProperties =
        """
        "request": { "$ref": "#/definitions/request", "description": "What is sent." },
                      "edit": { "$ref": "#/definitions/edit", "description": "Makes a changed copy of a value, for the request." },
                      "answers": { "$ref": "#/definitions/answers", "description": "What responses mean." },
                      "poll": { "$ref": "#/definitions/poll", "description": "How a request that was accepted is asked for." },
                      "take": { "type": "object", "additionalProperties": { "$ref": "#/definitions/pointer" }, "description": "Values of the response, by the names they get." }
        """;
}
