namespace Orchestrator.Adapters.Ldap;

/// <summary>The built-in operations, as workflows see them.</summary>
internal static class LdapOperations
{
    public const string Add = "add-entry";
    public const string Delete = "delete-entry";
    public const string Modify = "modify-entry";
    public const string AddMember = "add-member";
    public const string RemoveMember = "remove-member";
    public const string Get = "get-entry";
    public const string Search = "search";

    private const string Dn =
        """
        "dn": { "type": "string", "minLength": 3, "description": "The entry's name: uid=ada,ou=people,dc=example,dc=com." }
        """;

    private const string Values =
        """
        "type": "object", "properties": { "userPassword": { "x-sensitive": true, "description": "A password." } }
        """;

    private const string Entry = $$"""{ "type": "object", "required": ["dn"], "properties": { {{Dn}} } }""";

    private const string EntryInput =
        $$"""
        { "type": "object", "required": ["dn"], "properties": { {{Dn}},
          "attributes": { {{Values}}, "description": "By name, a value or a list: text, number, boolean, or { base64 }." } } }
        """;

    private const string ModifyInput =
        $$"""
        { "type": "object", "required": ["dn"], "properties": { {{Dn}},
          "replace": { {{Values}}, "description": "Attributes and their new values; [] takes an attribute away." },
          "add": { {{Values}}, "description": "Attributes and values that come to them." },
          "delete": { {{Values}}, "description": "Attributes and values that go; [] for all." } } }
        """;

    private const string Member =
        """
        { "type": "object", "required": ["group", "member"], "properties": {
          "group": { "type": "string", "minLength": 3, "description": "The group's name: cn=staff,ou=groups,dc=example,dc=com." },
          "member": { "type": "string", "minLength": 1, "description": "The member: an entry's name, or a text." },
          "attribute": { "type": "string", "minLength": 1, "description": "The group's attribute. Default: member." } } }
        """;

    private const string GetInput =
        $$"""
        { "type": "object", "required": ["dn"], "properties": { {{Dn}},
          "attributes": { "type": "array", "items": { "type": "string" }, "description": "Which to show. Default: all." } } }
        """;

    private const string Found =
        $$"""
        { "type": "object", "required": ["dn", "attributes"], "properties": { {{Dn}},
          "attributes": { "type": "object", "description": "By name, a list of values. Passwords are left out." } } }
        """;

    private const string SearchInput =
        """
        { "type": "object", "required": ["base"], "properties": {
          "base": { "type": "string", "minLength": 3, "description": "Where to look." },
          "scope": { "enum": ["base", "one", "subtree"], "description": "How deep. Default: subtree." },
          "filter": { "type": "string", "description": "A filter (RFC 4515). What comes from outside belongs in equals." },
          "equals": { "type": "object", "description": "Attributes and the values that they must have." },
          "attributes": { "type": "array", "items": { "type": "string" }, "description": "Which to show. Default: all." },
          "entriesMax": { "type": "integer", "minimum": 1, "maximum": 1000, "description": "More is an error. Default: 1000." } } }
        """;

    private const string FoundMany =
        $$"""{ "type": "object", "required": ["entries"], "properties": { "entries": { "type": "array", "items": {{Found}}, "description": "What was found." } } }""";

    public static IReadOnlyList<OperationDescription> BuiltIn { get; } =
    [
        Changing(Add, EntryInput, Entry, Delete, "Adds an entry."),
        Changing(Delete, EntryInput, Entry, Add, "Deletes an entry; undoing restores it with all it had."),
        Changing(Modify, ModifyInput, Entry, Modify, "Changes values of an entry; undoing puts back the old ones."),
        Changing(AddMember, Member, Member, RemoveMember, "Puts a member into a group."),
        Changing(RemoveMember, Member, Member, AddMember, "Takes a member out of a group."),
        new(Get, GetInput, Found, HasEffect: false) { Summary = "Shows an entry." },
        new(Search, SearchInput, FoundMany, HasEffect: false) { Summary = "Finds entries." },
    ];

    private static OperationDescription Changing(
        string name, string input, string output, string inverse, string summary) =>
        new(name, input, output, Inverse: inverse, CanRead: true, CanPreview: true) { Summary = summary };
}
