using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Mail;

/// <summary>What operators configure and declare, and what workflows see.</summary>
internal static class MailSchemas
{
    public const string Settings =
        $$"""
        { "type": "object", "required": ["server", "from"], "additionalProperties": false, "properties": {
          "server": { "type": "string", "pattern": "^smtps?://[^/ ]+$", "description": "smtp://mail.example.com:587, or smtps:// for what is encrypted from the start." },
          "startTls": { "type": "boolean", "description": "False: smtp:// stays in clear. Default: true; a server without STARTTLS is refused then." },
          "allowClearText": { "type": "boolean", "description": "True: lets a password go over a connection that is not encrypted." },
          "caFile": { "type": "string", "minLength": 1, "description": "A PEM file of who may vouch for the server. Default: whom the machine trusts." },
          "user": { "type": "string", "minLength": 1, "description": "Whom the instance signs in as. Default: nobody." },
          "password": {{SecretReader.ReferenceSchema}},
          "from": { "type": "string", "minLength": 3, "description": "Who writes: Example Service <service@example.com>." },
          "helloName": { "type": "string", "pattern": "^[A-Za-z0-9.-]+$", "description": "What this machine calls itself. Default: its name." },
          "recipientDomains": { "type": "array", "items": { "type": "string" }, "description": "Mails go to these domains, and to what is below them, only. Default: anywhere." } } }
        """;

    public const string Declaration =
        $$"""
        { "type": "object", "required": ["operations"], "properties": {
          "operations": { "type": "object", "minProperties": 1, "additionalProperties": {
            "type": "object", "required": ["summary", "to", "subject"], "additionalProperties": false, "properties": {
              {{DeclaredOperation.SchemaProperties}},
              "to": { "type": ["string", "array"], "description": "Templates of addresses; one place alone may be a list." },
              "cc": { "type": ["string", "array"], "description": "The same, of who gets a copy." },
              "bcc": { "type": ["string", "array"], "description": "The same, of who gets one that nobody sees." },
              "replyTo": { "type": "string", "description": "A template of whom answers go to." },
              "subject": { "type": "string", "description": "A template." },
              "text": { "type": "string", "description": "A template of the plain text." },
              "textFile": { "type": "string", "description": "A file with it, in the declaration's folder." },
              "html": { "type": "string", "description": "A template of the HTML; values are escaped." },
              "htmlFile": { "type": "string", "description": "A file with it, in the declaration's folder." } } } } } }
        """;

    public const string Output =
        """
        { "type": "object", "required": ["messageId"], "properties": {
          "messageId": { "type": "string", "description": "The mail's Message-ID, the same however often it is sent." } } }
        """;

    public const string Input =
        """
        { "type": "object", "required": ["to", "subject"], "properties": {
          "to": { "type": ["string", "array"], "items": { "type": "string" }, "description": "An address or a list: Ada <ada@example.com>." },
          "cc": { "type": ["string", "array", "null"], "items": { "type": "string" }, "description": "Who gets a copy." },
          "bcc": { "type": ["string", "array", "null"], "items": { "type": "string" }, "description": "Who gets one that nobody sees." },
          "replyTo": { "type": ["string", "null"], "description": "Whom answers go to." },
          "subject": { "type": "string", "description": "One line." },
          "text": { "type": ["string", "null"], "description": "The plain text." },
          "html": { "type": ["string", "null"], "description": "The HTML; with both the reader's program chooses." } } }
        """;
}
