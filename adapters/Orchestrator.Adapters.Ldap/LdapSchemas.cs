using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Ldap;

/// <summary>What operators configure and declare.</summary>
internal static class LdapSchemas
{
    public const string Settings =
        $$"""
        { "type": "object", "required": ["server", "base"], "additionalProperties": false, "properties": {
          "server": { "type": "string", "pattern": "^ldaps?://[^/ ]+$", "description": "ldaps://ldap.example.com, or ldap:// with a port where it is not 636 or 389." },
          "startTls": { "type": "boolean", "description": "True: encrypts an ldap:// connection before anything is said." },
          "allowClearText": { "type": "boolean", "description": "True: lets a password go over a connection that is not encrypted." },
          "caFile": { "type": "string", "minLength": 1, "description": "A PEM file of who may vouch for the server. Default: whom the machine trusts." },
          "bindDn": { "type": "string", "minLength": 1, "description": "Whom the instance signs in as. Default: nobody." },
          "bindPassword": {{SecretReader.ReferenceSchema}},
          "base": { "type": "array", "minItems": 1, "items": { "type": "string" }, "description": "Only entries at or below these names are touched or shown." },
          "inventory": { "type": "array", "description": "What is listed as resources.", "items": {
            "type": "object", "required": ["kind", "base"], "additionalProperties": false, "properties": {
              "kind": { "type": "string", "pattern": "^[a-z][a-z0-9-]*$", "description": "The kind of resource: account." },
              "base": { "type": "string", "description": "Where to look, at and below." },
              "filter": { "type": "string", "description": "Which entries. Default: (objectClass=*)" },
              "id": { "type": "string", "minLength": 1, "description": "The attribute that names it. Default: the entry's name." },
              "members": { "type": "string", "minLength": 1, "description": "An attribute of groups, each value of which is a membership." },
              "attributes": { "type": "array", "items": { "type": "string" }, "description": "What else is told of it." } } } } } }
        """;

    public const string Declaration =
        $$"""
        { "type": "object", "required": ["operations"], "properties": {
          "operations": { "type": "object", "minProperties": 1, "additionalProperties": {
            "type": "object", "required": ["summary", "do"], "additionalProperties": false, "properties": {
              {{DeclaredOperation.SchemaProperties}},
              "do": { "enum": ["add-entry", "delete-entry", "modify-entry", "add-member", "remove-member", "get-entry", "search"], "description": "The built-in operation that it is." },
              "dn": { "type": "string", "description": "A template of the entry's name; values are escaped (RFC 4514)." },
              "attributes": { "type": ["object", "array"], "description": "What is added: JSON with templates; or the names of what is shown." },
              "replace": { "type": "object", "description": "Attributes and their new values: JSON with templates." },
              "add": { "type": "object", "description": "Attributes and values that come to them: JSON with templates." },
              "delete": { "type": "object", "description": "Attributes and values that go; [] for all: JSON with templates." },
              "group": { "type": "string", "description": "A template of the group's name; values are escaped." },
              "member": { "type": "string", "description": "A template of the member; values are escaped where members are names." },
              "attribute": { "type": "string", "minLength": 1, "description": "The group's attribute. Default: member." },
              "base": { "type": "string", "description": "A template of where to search." },
              "filter": { "type": "string", "description": "A template of a filter; values are escaped (RFC 4515)." },
              "scope": { "enum": ["base", "one", "subtree"], "description": "How deep to search. Default: subtree." },
              "entriesMax": { "type": "integer", "minimum": 1, "maximum": 1000, "description": "More than so many is an error. Default: 1000." },
              "result": { "type": "object", "description": "The output: JSON with templates of ${input...} and ${output...}, which is what the built-in operation gives." } } } } } }
        """;
}
