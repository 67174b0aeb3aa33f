using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>
/// Puts a member into a group, or takes one out; undone only where it was not so before.
/// </summary>
/// <param name="isAdding">False: takes it out.</param>
internal sealed class Membership(bool isAdding) : ChangingVerb
{
    public override async Task<JsonNode?> LookBeforeAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation)
    {
        Member(input);
        var isMember = await IsMemberAsync(connection, input, cancellation).ConfigureAwait(false);
        return isMember is null && isAdding
            ? throw new InputException(
                $"There is no group '{input.Entry("group")}'. Make it first, or correct the name.", "NO_SUCH_ENTRY")
            : JsonValue.Create(isMember ?? false);
    }

    public override Task ChangeAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation) =>
        IsChange(was) ? SetAsync(connection, input, isAdding, cancellation) : Task.CompletedTask;

    public override async Task<bool?> IsChangedAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation) =>
        (await IsMemberAsync(connection, input, cancellation).ConfigureAwait(false) ?? false) == isAdding;

    public override async Task RestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var isMember = await IsMemberAsync(connection, input, cancellation).ConfigureAwait(false);
        if (IsChange(was) && isMember == isAdding)
            await SetAsync(connection, input, !isAdding, cancellation).ConfigureAwait(false);
    }

    public override IEnumerable<string> Preview(VerbInput input, JsonElement was) =>
        IsChange(was) ? [Line(input, isAdding)] : [];

    public override async Task<IEnumerable<string>> PreviewRestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation)
    {
        var isMember = await IsMemberAsync(connection, input, cancellation).ConfigureAwait(false);
        return IsChange(was) && isMember == isAdding ? [Line(input, !isAdding)] : [];
    }

    public override JsonObject Output(VerbInput input) => new()
    {
        ["group"] = input.Entry("group").ToString(),
        ["member"] = Member(input).Text,
    };

    public override IReadOnlyList<ResourceChange> Resources(VerbInput input) =>
        [new(new Resource("membership", Name(Member(input).Text, input.Entry("group").ToString())), !isAdding)];

    /// <summary>A membership, by who is in which group.</summary>
    public static string Name(string member, string group) => $"{Plain(member)} in {Plain(group)}";

    /// <summary>By default members are names of entries.</summary>
    public static string Attribute(VerbInput input) => input.OptionalText("attribute") ?? "member";

    public static bool IsOfNames(string attribute) =>
        attribute.ToUpperInvariant() is "MEMBER" or "UNIQUEMEMBER" or "OWNER" or "ROLEOCCUPANT";

    private bool IsChange(JsonElement was) => was.ValueKind == JsonValueKind.True != isAdding;

    private static LdapValue Member(VerbInput input)
    {
        var member = input.Text("member");
        return new(IsOfNames(Attribute(input)) ? VerbInput.Name(member).ToString() : member);
    }

    /// <summary>Null where there is no such group.</summary>
    private static async Task<bool?> IsMemberAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation)
    {
        var group = await connection.FindAsync(input.Entry("group").ToString(), cancellation).ConfigureAwait(false);
        return group?.Attributes.Of(Attribute(input)).Any(
            value => string.Equals(Plain(value.Text), Plain(Member(input).Text), StringComparison.OrdinalIgnoreCase));
    }

    private static async Task SetAsync(
        LdapConnection connection, VerbInput input, bool isMember, CancellationToken cancellation)
    {
        var (group, attribute) = (input.Entry("group").ToString(), Attribute(input));
        var change = new LdapChange(isMember ? ChangeKind.Add : ChangeKind.Delete, attribute, [Member(input)]);
        var result = await connection.ModifyAsync(group, [change], cancellation).ConfigureAwait(false);
        if (result.Code == (isMember ? LdapResult.AttributeOrValueExists : LdapResult.NoSuchAttribute))
            throw new ChangedMeanwhileException($"Somebody else changed the members of '{group}' at the same time.");

        Check($"Changing the members of '{group}' failed", result);
    }

    private static string Plain(string text)
    {
        try
        {
            return Dn.Parse(text).ToString();
        }
        catch (FormatException)
        {
            return text;
        }
    }

    private static string Line(VerbInput input, bool isMember) =>
        $"{(isMember ? '+' : '-')} member {Member(input)} of {input.Entry("group")}";
}
