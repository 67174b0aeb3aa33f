using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>Operations that only look.</summary>
internal sealed class ReadingVerb(
    LdapServer server, IReadOnlyList<Dn> bases, bool isSearch, DeclaredVerb? declared = null)
{
    private const int EntriesMax = 1000;

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            var input = new VerbInput(declared is null ? call.Input : declared.Fill(call.Input), bases);
            var connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var output = JsonSerializer.SerializeToElement(isSearch
                    ? await SearchAsync(connection, input, cancellation).ConfigureAwait(false)
                    : await GetAsync(connection, input, cancellation).ConfigureAwait(false));
                return declared?.Succeeded(call.Input, output, []) ?? new Answer.Succeeded(output);
            }
        }
        catch (OperationCanceledException)
        {
            return new Answer.Unknown($"'{call.Operation}' was given up before it ended.");
        }
        catch (Exception failure) when (LdapOperation.Refusal(failure) is not null)
        {
            return LdapOperation.Refusal(failure)!;
        }
    }

    private static async Task<JsonObject> GetAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation)
    {
        var dn = input.Entry("dn").ToString();
        var entry = await connection.FindAsync(dn, cancellation).ConfigureAwait(false)
            ?? throw new InputException($"There is no entry '{dn}'.", "NO_SUCH_ENTRY");
        return Json(entry, input.Texts("attributes"));
    }

    private static async Task<JsonObject> SearchAsync(
        LdapConnection connection, VerbInput input, CancellationToken cancellation)
    {
        var attributes = input.Texts("attributes");
        var max = input.Json.TryGetProperty("entriesMax", out var given) && given.TryGetInt32(out var number)
            ? Math.Clamp(number, 1, EntriesMax)
            : EntriesMax;
        var search = new LdapSearch(
            input.Entry("base").ToString(),
            Enum.TryParse<LdapScope>(input.OptionalText("scope"), ignoreCase: true, out var scope)
                ? scope
                : LdapScope.Subtree,
            Filter(input),
            attributes);
        var entries = new JsonArray();
        await foreach (var entry in connection.SearchAsync(search, cancellation).ConfigureAwait(false))
        {
            if (entries.Count == max)
                throw new InputException($"More than {max} entries fit the filter. Ask for less.", "TOO_MANY_ENTRIES");

            entries.Add(Json(entry, attributes));
        }

        return new JsonObject { ["entries"] = entries };
    }

    /// <summary>All of the filter and of what must be equal.</summary>
    private static string Filter(VerbInput input)
    {
        var equal = input.Attributes("equals").SelectMany(attribute => attribute.Value.Select(
            value => $"({attribute.Key}={LdapFilter.Escape(value.Text)})"));
        var all = (input.OptionalText("filter") is { Length: > 0 } filter ? [filter] : Array.Empty<string>())
            .Concat(equal).DefaultIfEmpty("(objectClass=*)").ToList();
        return all is [var only] ? only : $"(&{string.Concat(all)})";
    }

    /// <summary>Every attribute is a list, whatever it has: what reads it need not ask. Passwords are not shown.</summary>
    private static JsonObject Json(LdapEntry entry, IReadOnlyList<string> wanted)
    {
        var attributes = new JsonObject();
        foreach (var (name, values) in entry.Attributes)
        {
            var isWanted = wanted.Count == 0 || wanted.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (isWanted && !name.Contains("password", StringComparison.OrdinalIgnoreCase))
                attributes[name] = new JsonArray([.. values.Select(value => value.ToJson())]);
        }

        return new JsonObject { ["dn"] = VerbInput.Name(entry.Dn).ToString(), ["attributes"] = attributes };
    }
}
