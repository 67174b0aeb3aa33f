using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Processes;

namespace Orchestrator.Tests.RealSystems.Ldap;

/// <summary>A directory of OpenLDAP: people, groups, and an administrator; with and without encryption.</summary>
public sealed class Slapd : IAsyncLifetime, IAsyncDisposable
{
    public const string Admin = "cn=admin,dc=example,dc=com";
    public const string Password = "correct horse";

    private const string Tree =
        """
        dn: dc=example,dc=com
        objectClass: dcObject
        objectClass: organization
        o: Example
        dc: example

        dn: ou=people,dc=example,dc=com
        objectClass: organizationalUnit
        ou: people

        dn: ou=groups,dc=example,dc=com
        objectClass: organizationalUnit
        ou: groups

        dn: cn=staff,ou=groups,dc=example,dc=com
        objectClass: groupOfNames
        cn: staff
        member: cn=admin,dc=example,dc=com

        """;

    private readonly TemporaryFolder _folder = new("slapd");
    private SystemProcess? _process;

    public int Port { get; } = FreePort.Take();

    public int TlsPort { get; } = FreePort.Take();

    /// <summary>Who vouches for it, as localhost.</summary>
    public string CaFile => _folder.PathOf("cert.pem");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder.PathOf("db"));
        await SystemProcess.RunAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", _folder.PathOf("key.pem"), "-out", CaFile);
        var config = _folder.Write(
            "slapd.conf",
            $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            TLSCertificateFile {CaFile}
            TLSCertificateKeyFile {_folder.PathOf("key.pem")}
            database mdb
            suffix dc=example,dc=com
            rootdn {Admin}
            rootpw "{Password}"
            directory {_folder.PathOf("db")}

            """);
        await SystemProcess.RunAsync("/usr/sbin/slapadd", "-f", config, "-l", _folder.Write("tree.ldif", Tree));
        await StartAsync();
    }

    public async Task StartAsync()
    {
        _process = SystemProcess.Start(
            "/usr/sbin/slapd",
            ["-d", "0", "-f", _folder.PathOf("slapd.conf"), "-h",
                $"ldap://127.0.0.1:{Port} ldaps://127.0.0.1:{TlsPort}"]);
        await _process.ListeningAsync(Port);
        await _process.ListeningAsync(TlsPort);
    }

    public Task KillAsync() => _process!.KillAsync();

    /// <summary>All that is below a name, as the system's own client sees it; but what the directory keeps itself.</summary>
    public Task<string> SearchAsync(string name, params string[] attributes) => SystemProcess.RunAsync(
        "ldapsearch",
        ["-LLL", "-o", "ldif-wrap=no", "-x", "-H", $"ldap://127.0.0.1:{Port}", "-D", Admin, "-w", Password, "-b", name,
            "(objectClass=*)", .. attributes]);

    /// <summary>Entries as in LDIF.</summary>
    public Task AddAsync(string entries) => SystemProcess.RunAsync(
        "ldapadd", "-x", "-H", $"ldap://127.0.0.1:{Port}", "-D", Admin, "-w", Password, "-f",
        _folder.Write($"{Guid.NewGuid():N}.ldif", entries));

    public Task DeleteAsync(string name) => SystemProcess.RunAsync(
        "ldapdelete", "-x", "-H", $"ldap://127.0.0.1:{Port}", "-D", Admin, "-w", Password, name);

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
