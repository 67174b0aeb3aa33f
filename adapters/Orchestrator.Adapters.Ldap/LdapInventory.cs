using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Adapters.Ldap.Verbs;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap;

/// <summary>A part of the directory that is listed as resources of one kind.</summary>
internal sealed record LdapInventory(string Kind, string Base)
{
    public string Filter { get; init; } = "(objectClass=*)";

    /// <summary>The attribute that names a resource; null: the entry's name does.</summary>
    public string? Id { get; init; }

    /// <summary>The attribute of groups whose values are memberships; null: entries are listed.</summary>
    public string? Members { get; init; }

    public IReadOnlyList<string> Attributes { get; init; } = [];

    public static LdapInventory Read(JsonElement json)
    {
        var input = new VerbInput(json, []);
        return new(input.Text("kind"), input.Text("base"))
        {
            Filter = input.OptionalText("filter") ?? "(objectClass=*)",
            Id = input.OptionalText("id"),
            Members = input.OptionalText("members"),
            Attributes = input.Texts("attributes"),
        };
    }

    public async IAsyncEnumerable<Resource> ListAsync(
        LdapConnection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var search = new LdapSearch(Base, LdapScope.Subtree, Filter, []);
        await foreach (var entry in connection.SearchAsync(search, cancellation).ConfigureAwait(false))
        {
            var ids = Members is not null
                ? entry.Attributes.Of(Members).Select(member => Membership.Name(member.Text, entry.Dn))
                : Id is not null
                    ? entry.Attributes.Of(Id).Take(1).Select(value => value.Text)
                    : [VerbInput.Name(entry.Dn).ToString()];
            foreach (var id in ids)
                yield return new Resource(Kind, id) { Attributes = Told(entry) };
        }
    }

    private Dictionary<string, string> Told(LdapEntry entry) => Attributes
        .Where(name => entry.Attributes.Of(name).Count > 0)
        .ToDictionary(name => name, name => string.Join(" | ", entry.Attributes.Of(name)), StringComparer.Ordinal);
}
