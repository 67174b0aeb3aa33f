using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>
/// Deletes an entry; undone by adding it with all it had, but for what the directory itself keeps (operational
/// attributes). That there is none is fine.
/// </summary>
internal sealed class DeleteEntry : ChangingVerb
{
    public override async Task<JsonNode?> LookBeforeAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation) =>
        (await connection.FindAsync(input.Entry("dn").ToString(), cancellation).ConfigureAwait(false))
            ?.Attributes.ToJson();

    public override async Task ChangeAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var dn = input.Entry("dn").ToString();
        if (WasThere(was))
            Check(
                $"Deleting '{dn}' failed",
                await connection.DeleteAsync(dn, cancellation).ConfigureAwait(false),
                LdapResult.NoSuchObject);
    }

    public override async Task<bool?> IsChangedAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation) =>
        await connection.FindAsync(input.Entry("dn").ToString(), cancellation).ConfigureAwait(false) is null;

    /// <summary>An entry that is there is this one, restored before, or somebody else's since.</summary>
    public override async Task RestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var dn = input.Entry("dn").ToString();
        if (WasThere(was))
            Check(
                $"Restoring '{dn}' failed",
                await connection.AddAsync(dn, LdapAttributes.Read(was), cancellation).ConfigureAwait(false),
                LdapResult.EntryAlreadyExists);
    }

    public override IEnumerable<string> Preview(VerbInput input, JsonElement was) =>
        WasThere(was) ? [$"- entry {input.Entry("dn")}: {List(LdapAttributes.Read(was))}"] : [];

    public override async Task<IEnumerable<string>> PreviewRestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var isThere = await IsChangedAsync(connection, input, was, cancellation).ConfigureAwait(false) == false;
        return isThere || !WasThere(was) ? [] : [$"+ entry {input.Entry("dn")}: {List(LdapAttributes.Read(was))}"];
    }

    public override JsonObject Output(VerbInput input) => new() { ["dn"] = input.Entry("dn").ToString() };

    public override IReadOnlyList<ResourceChange> Resources(VerbInput input) =>
        [new(Entry(input.Entry("dn")), Released: true)];

    private static bool WasThere(JsonElement was) => was.ValueKind == JsonValueKind.Object;
}
