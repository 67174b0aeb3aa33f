namespace Orchestrator.Tests.RealSystems.Ldap;

public sealed class Ldap_add_entry(Slapd slapd) : LdapConformance(slapd)
{
    protected override string Operation => "add-entry";

    protected override IEnumerable<(string Code, string Input)> RefusedIn(string branch) =>
    [
        ("INVALID_INPUT", """{ "attributes": { "objectClass": "inetOrgPerson" } }"""),
        ("INVALID_INPUT", $$"""{ "dn": "uid=x,{{branch}}", "attributes": { "uid": "x" } }"""),
        ("DN_INVALID", """{ "dn": "nobody", "attributes": { "objectClass": "inetOrgPerson" } }"""),
        ("OUTSIDE_BASE", """{ "dn": "uid=x,ou=people,dc=example,dc=com", "attributes": { "objectClass": "account" } }"""),
        ("SCHEMA_VIOLATED", $$"""{ "dn": "uid=x,{{branch}}", "attributes": { "objectClass": "inetOrgPerson" } }"""),
        ("UNKNOWN_ATTRIBUTE", $$"""{ "dn": "uid=x,{{branch}}", "attributes": { "objectClass": "inetOrgPerson", "shoe": 4 } }"""),
        ("NO_SUCH_ENTRY", $$"""{ "dn": "uid=x,ou=none,{{branch}}", "attributes": { "objectClass": "inetOrgPerson", "cn": "x", "sn": "x" } }"""),
        ("ENTRY_EXISTS", $$"""{ "dn": "UID=U0, {{branch}}", "attributes": { "objectClass": "inetOrgPerson", "cn": "x", "sn": "x" } }"""),
    ];

    protected override string InputIn(string branch, int number) =>
        $$"""
        { "dn": "cn=Lovelace\\, Ada {{number}},{{branch}}", "attributes": {
          "objectClass": ["inetOrgPerson"], "sn": "Lovelace", "mail": ["ada@example.com", "countess@example.com"],
          "userPassword": "a secret", "description": "Fünf # \\ zeilen", "employeeNumber": {{number}},
          "jpegPhoto": { "base64": "/9j/AAECAwQ=" } } }
        """;
}

public sealed class Ldap_delete_entry(Slapd slapd) : LdapConformance(slapd)
{
    protected override string Operation => "delete-entry";

    protected override IEnumerable<(string Code, string Input)> RefusedIn(string branch) =>
    [
        ("INVALID_INPUT", "{ }"),
        ("DN_INVALID", """{ "dn": "nobody" }"""),
        ("OUTSIDE_BASE", """{ "dn": "cn=staff,ou=groups,dc=example,dc=com" }"""),
        ("ENTRY_HAS_CHILDREN", $$"""{ "dn": "{{branch}}" }"""),
    ];

    protected override string InputIn(string branch, int number) => $$"""{ "dn": "uid=u{{number}},{{branch}}" }""";
}

public sealed class Ldap_modify_entry(Slapd slapd) : LdapConformance(slapd)
{
    protected override string Operation => "modify-entry";

    protected override IEnumerable<(string Code, string Input)> RefusedIn(string branch) =>
    [
        ("INVALID_INPUT", $$"""{ "dn": "uid=u0,{{branch}}" }"""),
        ("INVALID_INPUT", $$"""{ "dn": "uid=u0,{{branch}}", "replace": { "sn": "x" }, "add": { "SN": "y" } }"""),
        ("NO_SUCH_ENTRY", $$"""{ "dn": "uid=nobody,{{branch}}", "replace": { "sn": "x" } }"""),
        ("OUTSIDE_BASE", """{ "dn": "cn=staff,ou=groups,dc=example,dc=com", "replace": { "description": "x" } }"""),
        ("SCHEMA_VIOLATED", $$"""{ "dn": "uid=u0,{{branch}}", "delete": { "sn": [] } }"""),
    ];

    protected override string InputIn(string branch, int number) =>
        $$"""
        { "dn": "uid=u{{number}},{{branch}}",
          "replace": { "sn": "King", "telephoneNumber": ["+44 1", "+44 2"], "userPassword": "another secret" },
          "add": { "mail": ["ada@example.com", "lady{{number}}@example.com"] },
          "delete": { "cn": "nobody", "jpegPhoto": [] } }
        """;
}

public sealed class Ldap_add_member(Slapd slapd) : LdapConformance(slapd)
{
    protected override string Operation => "add-member";

    protected override IEnumerable<(string Code, string Input)> RefusedIn(string branch) =>
    [
        ("INVALID_INPUT", $$"""{ "group": "cn=team,{{branch}}" }"""),
        ("DN_INVALID", $$"""{ "group": "cn=team,{{branch}}", "member": "ada" }"""),
        ("NO_SUCH_ENTRY", $$"""{ "group": "cn=none,{{branch}}", "member": "uid=u0,{{branch}}" }"""),
        ("OUTSIDE_BASE", $$"""{ "group": "cn=staff,ou=groups,dc=example,dc=com", "member": "uid=u0,{{branch}}" }"""),
        ("SCHEMA_VIOLATED", $$"""{ "group": "cn=team,{{branch}}", "attribute": "uniqueMember", "member": "uid=u0,{{branch}}" }"""),
    ];

    protected override string InputIn(string branch, int number) =>
        $$"""{ "group": "cn=team,{{branch}}", "member": "uid=u{{number}},{{branch}}" }""";
}

public sealed class Ldap_remove_member(Slapd slapd) : LdapConformance(slapd)
{
    protected override string Operation => "remove-member";

    protected override IEnumerable<(string Code, string Input)> RefusedIn(string branch) =>
    [
        ("DN_INVALID", $$"""{ "group": "cn=full,{{branch}}", "member": "ada" }"""),
        ("OUTSIDE_BASE", $$"""{ "group": "cn=staff,ou=groups,dc=example,dc=com", "member": "uid=u0,{{branch}}" }"""),
        ("SCHEMA_VIOLATED", $$"""{ "group": "cn=team,{{branch}}", "member": "uid=founder,{{branch}}" }"""),
    ];

    protected override string InputIn(string branch, int number) =>
        $$"""{ "group": "cn=full,{{branch}}", "member": "UID=u{{number}}, {{branch}}" }""";
}
