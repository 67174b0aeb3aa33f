namespace Orchestrator.Tests.RealSystems.Ldap;

/// <summary>An operation that an operator declared.</summary>
public sealed class Ldap_create_account(Slapd slapd) : LdapConformance(slapd, Declaration)
{
    public const string Declaration =
        """
        { "operations": {
          "create-account": {
            "summary": "Creates a customer's account.", "do": "add-entry", "inverse": "delete-account",
            "input": { "type": "object", "required": ["uid", "name"], "properties": {
              "uid": { "type": "string", "description": "The account's name." },
              "name": { "type": "string", "description": "The customer's." },
              "mail": { "type": "array", "description": "Addresses." },
              "password": { "type": "string", "x-sensitive": true, "description": "The first password." } } },
            "output": { "type": "object", "properties": { "account": { "type": "string", "description": "Its entry." } } },
            "dn": "uid=${input.uid},BRANCH",
            "attributes": { "objectClass": ["inetOrgPerson"], "uid": "${input.uid}", "cn": "${input.name}",
              "sn": "${input.name}", "mail": "${input.mail?}", "userPassword": "${input.password?}" },
            "result": { "account": "${output.dn}" },
            "resources": [ { "kind": "account", "id": "${input.uid}" } ] },
          "delete-account": {
            "summary": "Deletes a customer's account.", "do": "delete-entry", "inverse": "create-account",
            "input": { "type": "object", "properties": { "uid": { "type": "string", "description": "Whose." } } },
            "dn": "uid=${input.uid},BRANCH",
            "resources": [ { "kind": "account", "id": "${input.uid}", "released": true } ] },
          "find-account": {
            "summary": "Finds accounts by their name.", "do": "search", "hasEffect": false,
            "base": "BRANCH", "filter": "(cn=${input.name})", "attributes": ["uid"],
            "result": { "uid": "${output.entries.0.attributes.uid.0?}" } } } }
        """;

    protected override string Operation => "create-account";

    protected override IEnumerable<(string Code, string Input)> RefusedIn(string branch) =>
    [
        ("INVALID_INPUT", """{ "uid": "ada" }"""),
        ("ENTRY_EXISTS", """{ "uid": "u0", "name": "Ada" }"""),
    ];

    protected override string InputIn(string branch, int number) =>
        $$"""{ "uid": "ada,ou=admins{{number}}", "name": "Ada", "mail": ["a@b.c"], "password": "a secret" }""";
}
