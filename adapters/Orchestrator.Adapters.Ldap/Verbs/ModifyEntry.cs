using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>
/// Replaces, adds and deletes values of an entry; undone by putting back the old ones, where nobody has changed them
/// since.
/// </summary>
internal sealed class ModifyEntry : ChangingVerb
{
    public override async Task<JsonNode?> LookBeforeAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation)
    {
        var (dn, edits) = (input.Entry("dn").ToString(), ValueEdit.ReadAll(input));
        var entry = await connection.FindAsync(dn, cancellation).ConfigureAwait(false)
            ?? throw new InputException($"There is no entry '{dn}'. Make it first, or correct the name.", "NO_SUCH_ENTRY");
        return Values(entry, edits).ToJson();
    }

    public override async Task ChangeAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var before = LdapAttributes.Read(was);
        var changes = ValueEdit.ReadAll(input)
            .Select(edit => edit.Change(before.Of(edit.Attribute))).OfType<LdapChange>().ToList();
        await ModifyAsync(connection, input, changes, "Changing", cancellation).ConfigureAwait(false);
    }

    public override async Task<bool?> IsChangedAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var (edits, before) = (ValueEdit.ReadAll(input), LdapAttributes.Read(was));
        if (await FindAsync(connection, input, cancellation).ConfigureAwait(false) is not { } entry)
            return null;

        if (edits.All(edit => edit.IsMade(entry.Attributes.Of(edit.Attribute), before.Of(edit.Attribute))))
            return true;

        return edits.Any(edit => edit.IsAsBefore(entry.Attributes.Of(edit.Attribute), before.Of(edit.Attribute)))
            ? false // All values change together, or none.
            : null;
    }

    public override async Task RestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        if (await FindAsync(connection, input, cancellation).ConfigureAwait(false) is { } entry)
            await ModifyAsync(connection, input, Restoring(entry, input, was), "Restoring", cancellation)
                .ConfigureAwait(false);
    }

    public override IEnumerable<string> Preview(VerbInput input, JsonElement was)
    {
        var before = LdapAttributes.Read(was);
        return Lines(input, ValueEdit.ReadAll(input).Select(edit => edit.Change(before.Of(edit.Attribute))), before);
    }

    public override async Task<IEnumerable<string>> PreviewRestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation) =>
        await FindAsync(connection, input, cancellation).ConfigureAwait(false) is { } entry
            ? Lines(input, Restoring(entry, input, was), entry.Attributes)
            : [];

    public override JsonObject Output(VerbInput input) => new() { ["dn"] = input.Entry("dn").ToString() };

    public override IReadOnlyList<ResourceChange> Resources(VerbInput input) => [new(Entry(input.Entry("dn")))];

    private static Task<LdapEntry?> FindAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation) =>
        connection.FindAsync(input.Entry("dn").ToString(), cancellation);

    private static LdapAttributes Values(LdapEntry entry, IEnumerable<ValueEdit> edits)
    {
        var values = new LdapAttributes();
        foreach (var edit in edits)
            values[edit.Attribute] = entry.Attributes.Of(edit.Attribute);
        return values;
    }

    private static List<LdapChange> Restoring(LdapEntry entry, VerbInput input, JsonElement was)
    {
        var before = LdapAttributes.Read(was);
        return [.. ValueEdit.ReadAll(input)
            .Select(edit => edit.Restore(entry.Attributes.Of(edit.Attribute), before.Of(edit.Attribute)))
            .OfType<LdapChange>()];
    }

    private static async Task ModifyAsync(
        LdapConnection connection,
        VerbInput input,
        List<LdapChange> changes,
        string what,
        CancellationToken cancellation)
    {
        var dn = input.Entry("dn").ToString();
        if (changes.Count > 0)
            Check($"{what} '{dn}' failed", await connection.ModifyAsync(dn, changes, cancellation).ConfigureAwait(false));
    }

    private static IEnumerable<string> Lines(
        VerbInput input, IEnumerable<LdapChange?> changes, LdapAttributes current) =>
        changes.OfType<LdapChange>().Select(change =>
        {
            var values = Show(
                change.Attribute,
                change is { Kind: ChangeKind.Delete, Values.Count: 0 }
                    ? current.Of(change.Attribute)
                    : change.Values);
            return $"~ entry {input.Entry("dn")}: {change.Attribute} " + change.Kind switch
            {
                ChangeKind.Add => $"gains {values}",
                ChangeKind.Delete => $"loses {values}",
                _ => $"{Show(change.Attribute, current.Of(change.Attribute))} -> {values}",
            };
        });
}
