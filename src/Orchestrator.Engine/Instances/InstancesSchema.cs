namespace Orchestrator.Engine.Instances;

/// <summary>What an operator's file of adapter instances looks like.</summary>
public static class InstancesSchema
{
    /// <summary>JSON Schema (draft 7) of the file.</summary>
    public const string Text =
        """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "title": "Adapter instances",
          "description": "Which systems there are, by the names that workflows call them.",
          "type": "object",
          "required": ["instances"],
          "additionalProperties": false,
          "properties": {
            "$schema": { "type": "string", "description": "Where this schema is, for editors." },
            "secrets": {
              "type": "string", "minLength": 1,
              "description": "Folder of files that each hold a secret, as Kubernetes mounts them; relative to this file."
            },
            "plugins": {
              "type": "string", "minLength": 1,
              "description": "Folder with a folder per plug-in: name/name.dll; relative to this file."
            },
            "instances": {
              "type": "object",
              "description": "By the names that workflows call them: lower case, digits, hyphens.",
              "additionalProperties": {
                "type": "object",
                "required": ["adapter"],
                "additionalProperties": false,
                "properties": {
                  "adapter": { "type": "string", "minLength": 1, "description": "The kind of adapter: netconf." },
                  "declaration": {
                    "type": "string", "minLength": 1,
                    "description": "File that declares the operations, for kinds that take one; relative to this file."
                  },
                  "settings": {
                    "type": "object",
                    "description": "What the kind needs. A secret is a reference: { \"env\": \"NAME\" }, { \"file\": \"path\" } or { \"secret\": \"name\" }."
                  },
                  "limits": {
                    "type": "object",
                    "description": "What may be done to it, as the settings under Adapters:{instance}: concurrentMax, perSecondMax and so on.",
                    "additionalProperties": { "type": ["string", "number", "boolean"] }
                  }
                }
              }
            }
          }
        }
        """;
}
