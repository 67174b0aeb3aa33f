using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>
/// A way of changing a directory. What was there is any JSON, made by <see cref="LookBeforeAsync"/>. Methods may throw
/// <see cref="LdapResultException"/> where the directory refuses, and IOException where the connection breaks.
/// </summary>
internal abstract class ChangingVerb
{
    /// <summary>What is there before the change, as undoing and telling will need it.</summary>
    /// <exception cref="InputException">The change cannot be made.</exception>
    public abstract Task<JsonNode?> LookBeforeAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation);

    /// <summary>Makes the change.</summary>
    public abstract Task ChangeAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation);

    /// <summary>Whether the change was made, by what is there; null where that does not tell.</summary>
    public abstract Task<bool?> IsChangedAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation);

    /// <summary>Puts back what was there, as far as the change is still what is there.</summary>
    public abstract Task RestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation);

    /// <summary>What the change would do, a line for each thing.</summary>
    public abstract IEnumerable<string> Preview(VerbInput input, JsonElement was);

    /// <summary>What putting back would do now.</summary>
    public abstract Task<IEnumerable<string>> PreviewRestoreAsync(
        LdapConnection connection, VerbInput input, JsonElement was, CancellationToken cancellation);

    public abstract JsonObject Output(VerbInput input);

    /// <summary>What the change makes or releases, where no declaration says so.</summary>
    public abstract IReadOnlyList<ResourceChange> Resources(VerbInput input);

    protected static void Check(string what, LdapResult result, params ReadOnlySpan<int> fine)
    {
        if (result.Code != LdapResult.Success && !fine.Contains(result.Code))
            throw new LdapResultException(what, result);
    }

    /// <summary>Names and values, but of passwords.</summary>
    protected static string List(LdapAttributes attributes) => string.Join(
        ", ", attributes.Select(attribute => $"{attribute.Key} {Show(attribute.Key, attribute.Value)}"));

    protected static string Show(string attribute, IReadOnlyCollection<LdapValue> values) =>
        IsPassword(attribute) ? "***" : values.Count == 0 ? "none" : string.Join(" | ", values);

    /// <summary>Directories may keep the hash of what they were given.</summary>
    protected static bool IsPassword(string attribute) =>
        attribute.Contains("password", StringComparison.OrdinalIgnoreCase)
        || attribute.EndsWith("pwd", StringComparison.OrdinalIgnoreCase);

    protected static Resource Entry(Dn dn) => new("entry", dn.ToString());
}

/// <summary>
/// Between looking and changing somebody else did the same: nothing was changed, and it may be tried again.
/// </summary>
internal sealed class ChangedMeanwhileException(string message) : Exception(message);
