using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Ldap;

/// <summary>Every operation that changes something, against one directory.</summary>
public abstract class LdapConformance(Slapd slapd, string? declaration = null)
    : ReversibleAdapterConformance(new LdapTrial(slapd, People, declaration)), IClassFixture<Slapd>
{
    private const string People =
        """
        dn: uid=u0,BRANCH
        objectClass: inetOrgPerson
        uid: u0
        cn: Lovelace, Ada
        sn: Lovelace
        mail: ada@example.com
        mail: countess@example.com
        userPassword: secret of ada
        jpegPhoto:: /9j/AAECAwQ=

        dn: uid=u1,BRANCH
        objectClass: inetOrgPerson
        uid: u1
        cn:: SsO8cmdlbg==
        sn: Ng

        dn: uid=u2,BRANCH
        objectClass: inetOrgPerson
        uid: u2
        cn: u2
        sn: u2

        dn: cn=team,BRANCH
        objectClass: groupOfNames
        cn: team
        member: uid=founder,BRANCH

        dn: cn=full,BRANCH
        objectClass: groupOfNames
        cn: full
        member: uid=founder,BRANCH
        member: uid=u0,BRANCH
        member: uid=u1,BRANCH
        member: uid=u2,BRANCH

        """;

    protected override IEnumerable<string> Secrets => [Slapd.Password, "secret of ada", "a secret", "another secret"];

    protected abstract string InputIn(string branch, int number);

    protected abstract IEnumerable<(string Code, string Input)> RefusedIn(string branch);

    protected sealed override string Input(int number) => InputIn(((LdapTrial)Trial).Branch, number);

    protected sealed override IEnumerable<(string Code, string Input)> Refused =>
        RefusedIn(((LdapTrial)Trial).Branch);
}
