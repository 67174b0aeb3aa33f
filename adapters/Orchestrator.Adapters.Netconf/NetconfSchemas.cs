using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Netconf;

/// <summary>What is configured and declared.</summary>
internal static class NetconfSchemas
{
    public const string Settings =
        $$"""
        { "type": "object", "additionalProperties": false,
          "anyOf": [{ "required": ["host"] }, { "required": ["devices"] }],
          "properties": {
          "host": { {{Host}}, "description": "The device's name or address." },
          "port": { {{Port}}, "description": "Default: 830." },
          "user": { {{User}}, "description": "Default: ssh's own." },
          "devices": { "type": "object", "minProperties": 1,
            "description": "Several devices, by the names that calls give them; instead of host.",
            "additionalProperties": { "type": "object", "required": ["host"], "additionalProperties": false,
              "properties": {
              "host": { {{Host}}, "description": "The device's name or address." },
              "port": { {{Port}}, "description": "Default: the instance's." },
              "user": { {{User}}, "description": "Default: the instance's." } } } },
          "identityFile": { {{File}}, "description": "The private key. Default: ssh's own." },
          "knownHostsFile": { {{File}},
            "description": "The host keys that are accepted, as ssh-keyscan writes them. Default: ssh's own." },
          "jumpHost": { "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9@._:,-]*$",
            "description": "[user@]host[:port], the way over other hosts, separated by commas; see sshConfigFile." },
          "sshConfigFile": { {{File}}, "description": "A configuration of ssh. Default: none is read." },
          "sshProgram": { "type": "string", "minLength": 1, "description": "Default: ssh, from the path." },
          "sshOptions": { "type": "object", "additionalProperties": false,
            "description": "Options of ssh that may be set.",
            "properties": {
              "AddressFamily": { {{Option}} }, "BindAddress": { {{Option}} }, "BindInterface": { {{Option}} },
              "CASignatureAlgorithms": { {{Option}} }, "Ciphers": { {{Option}} }, "Compression": { {{Option}} },
              "ConnectionAttempts": { {{Option}} }, "HostKeyAlgorithms": { {{Option}} }, "HostKeyAlias": { {{Option}} },
              "IPQoS": { {{Option}} }, "KexAlgorithms": { {{Option}} }, "MACs": { {{Option}} },
              "PubkeyAcceptedAlgorithms": { {{Option}} }, "RekeyLimit": { {{Option}} },
              "ServerAliveCountMax": { {{Option}} }, "ServerAliveInterval": { {{Option}} },
              "TCPKeepAlive": { {{Option}} } } },
          "target": { "enum": ["auto", "candidate", "running"],
            "description": "What is edited. Default: auto, the candidate where the device has one." },
          "sessionsMax": { "type": "integer", "minimum": 1, "maximum": 64,
            "description": "At the same time with one device. Default: 4." },
          "messageBytesMax": { "type": "integer", "minimum": 4096, "maximum": 268435456,
            "description": "Of one answer. Default: 16777216." },
          "connectSeconds": { "type": "number", "minimum": 0.1, "maximum": 300,
            "description": "Until the device has said hello. Default: 15." },
          "idleSeconds": { "type": "number", "minimum": 1, "maximum": 3600,
            "description": "After which a session that nobody uses is closed. Default: 60." },
          "lockWaitSeconds": { "type": "number", "minimum": 0, "maximum": 300,
            "description": "How long a lock of somebody else is waited for. Default: 5." },
          "confirmSeconds": { "type": "number", "minimum": 0, "maximum": 3600,
            "description": "After which the device takes an unconfirmed commit back; 0: never. Default: 30." },
          "helloPauseMilliseconds": { "type": "number", "minimum": 0, "maximum": 10000,
            "description": "Between the hellos and the first request, for devices that need it. Default: 50." },
          "builtIns": { "type": "boolean",
            "description": "Whether there are edit, get and rpc. Default: where nothing is declared." } } }
        """;

    public const string Declaration =
        $$"""
        { "type": "object", "required": ["operations"], "additionalProperties": false, "properties": {
          "namespaces": { "type": "object", "additionalProperties": { "type": "string" },
            "description": "Of the prefixes in XPaths." },
          "keys": { {{Keys}} },
          "lists": { "type": "array",
            "description": "What the devices hold for customers, for comparing with what is known.", "items": {
            "type": "object", "required": ["kind", "filter", "each", "values", "id"], "additionalProperties": false,
              "properties": {
              "kind": { "type": "string", "pattern": "^[a-z][a-z0-9-]*$", "description": "line, for instance." },
              "filter": { {{Template}} },
              "each": { "type": "string", "minLength": 1, "description": "An XPath to what each of them is." },
              "values": { "type": "object", "additionalProperties": { "type": "string" },
                "description": "XPaths from there, by names for the templates." },
              "id": { "type": "string", "description": "A template of the values, and of device: ${port}." },
              "attributes": { "type": "object", "additionalProperties": { "type": "string" },
                "description": "What else is known: templates." } } } },
          "operations": { "type": "object", "minProperties": 1,
            "additionalProperties": false, "patternProperties": { "^[a-z][a-z0-9-]*$": {
            "type": "object", "required": ["summary"], "additionalProperties": false,
            "oneOf": [{ "required": ["edit"] }, { "required": ["get"] }, { "required": ["rpc"] }],
            "properties": {
              {{DeclaredOperation.SchemaProperties}},
              "device": { "type": "string",
                "description": "A template of the device's name. Default: the input's member device." },
              "edit": { {{Template}} },
              "rpc": { {{Template}} },
              "get": { "type": "object", "additionalProperties": false, "description": "What is read.", "properties": {
                "filter": { {{Template}} },
                "xpath": { "type": "string", "minLength": 1,
                  "description": "An XPath with places within quotation marks." },
                "datastore": { "enum": ["running", "candidate", "startup"],
                  "description": "Default: what runs, and the device's state." } } },
              "keys": { {{Keys}} },
              "outputs": { "type": "object", "description": "The output's members.", "additionalProperties": {
                "type": "object", "additionalProperties": false,
                "oneOf": [{ "required": ["xpath"] }, { "required": ["value"] }],
                "properties": {
                  "xpath": { "type": "string", "minLength": 1,
                    "description": "In what is there afterwards, or in the answer." },
                  "value": { "description": "A template: ${input.port}." },
                  "type": { "enum": ["string", "integer", "number", "boolean"], "description": "Default: string." },
                  "list": { "type": "boolean",
                    "description": "All that are found. Default: the first." } } } } } } } } } }
        """;

    private const string Host = """ "type": "string", "pattern": "^[A-Za-z0-9_:][A-Za-z0-9._:%-]*$" """;

    private const string Port = """ "type": "integer", "minimum": 1, "maximum": 65535 """;

    private const string User = """ "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9@._-]*$" """;

    private const string File = """ "type": "string", "pattern": "^[^\"\\r\\n]+$" """;

    private const string Option =
        """
        "type": ["string", "integer"], "pattern": "^[A-Za-z0-9+^-][A-Za-z0-9@._,:+*/^ -]*$",
        "description": "As in ssh_config(5)."
        """;

    private const string Keys =
        """
        "type": "object", "description": "The key leaves of each list, by its name; none for a leaf-list.",
          "additionalProperties": { "type": "array", "items": { "type": "string", "minLength": 1 } }
        """;

    private const string Template =
        """
        "type": "string", "minLength": 1,
        "description": "XML with places for values, or the name of a file that has it."
        """;
}
