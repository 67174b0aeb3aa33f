using System.Text.RegularExpressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Server;

/// <summary>Masks "secret-" and a number, wherever it stands.</summary>
internal static partial class Masking
{
    public static Value Secrets(Value value) => value.Kind switch
    {
        ValueKind.String => Secret().Replace(value.AsString!, "***"),
        ValueKind.Array => Value.Array(value.Items.ToArray().Select(Secrets)),
        ValueKind.Object => Value.Object(
            value.Members.Select(member => KeyValuePair.Create(member.Name, Secrets(member.Value)))),
        _ => value,
    };

    [GeneratedRegex("secret-[0-9]+")]
    private static partial Regex Secret();
}
