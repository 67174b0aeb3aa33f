using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>Makes an entry; undone by deleting it.</summary>
internal sealed class AddEntry : ChangingVerb
{
    public override async Task<JsonNode?> LookBeforeAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation)
    {
        var dn = input.Entry("dn").ToString();
        if (!input.Attributes("attributes").ContainsKey("objectClass"))
            throw new InputException("'attributes' has no objectClass. Say which kind of entry it is.");

        return await connection.FindAsync(dn, cancellation).ConfigureAwait(false) is null
            ? null
            : throw new InputException(
                $"There is an entry '{dn}' already. Choose another name, or delete that entry first.", "ENTRY_EXISTS");
    }

    public override async Task ChangeAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var dn = input.Entry("dn").ToString();
        Check(
            $"Adding '{dn}' failed",
            await connection.AddAsync(dn, input.Attributes("attributes"), cancellation).ConfigureAwait(false));
    }

    /// <summary>An entry of that name with other attributes is somebody else's.</summary>
    public override async Task<bool?> IsChangedAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var entry = await connection.FindAsync(input.Entry("dn").ToString(), cancellation).ConfigureAwait(false);
        return entry is not null && input.Attributes("attributes").All(given =>
            IsPassword(given.Key) || given.Value.All(value => entry.Attributes.Of(given.Key).Contains(value)));
    }

    public override async Task RestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var dn = input.Entry("dn").ToString();
        Check(
            $"Deleting '{dn}' failed",
            await connection.DeleteAsync(dn, cancellation).ConfigureAwait(false),
            LdapResult.NoSuchObject);
    }

    public override IEnumerable<string> Preview(VerbInput input, JsonElement was) =>
        [$"+ entry {input.Entry("dn")}: {List(input.Attributes("attributes"))}"];

    public override async Task<IEnumerable<string>> PreviewRestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var entry = await connection.FindAsync(input.Entry("dn").ToString(), cancellation).ConfigureAwait(false);
        return entry is null ? [] : [$"- entry {input.Entry("dn")}: {List(entry.Attributes)}"];
    }

    public override JsonObject Output(VerbInput input) => new() { ["dn"] = input.Entry("dn").ToString() };

    public override IReadOnlyList<ResourceChange> Resources(VerbInput input) => [new(Entry(input.Entry("dn")))];
}
