namespace Orchestrator.Adapters.Http;

/// <summary>What the operations take and give.</summary>
internal static class HttpSchemas
{
    public const string Request =
        $$"""{ "type": "object", "required": ["url"], "properties": { "method": { "type": "string", "pattern": "^[A-Za-z]{1,20}$", "description": "GET where it is left out." }, {{Members}} } }""";

    public const string FetchRequest =
        $$"""{ "type": "object", "required": ["url"], "properties": { "method": { "enum": ["GET", "HEAD", "OPTIONS", "get", "head", "options", null], "description": "GET where it is left out." }, {{Members}} } }""";

    public const string Response =
        """
        { "type": "object", "required": ["statusCode"], "properties": {
            "statusCode": { "type": "integer", "minimum": 100, "maximum": 599 },
            "parsedContent": { "description": "JSON as it is, anything else as text; null for none." },
            "responseHeaders": { "type": "object", "description": "Each a list of texts." } } }
        """;

    private const string Members =
        """
        "url": { "type": "string", "description": "http or https." },
            "content": { "description": "A text as it is; anything else as JSON." },
            "contentType": { "type": ["string", "null"], "description": "application/json for what is no text, text/plain for text." },
            "authorization": { "type": ["string", "null"], "x-sensitive": true, "description": "The header's value." },
            "requestHeaders": { "type": ["object", "null"], "description": "Each a text, or a list of texts." }
        """;
}
