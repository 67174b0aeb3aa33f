using System.Collections;
using System.Globalization;
using System.Reflection;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Sagas;

/// <summary>Everything that a fact holds, as text: two facts are the same where their texts are.</summary>
internal static class FactText
{
    public static string Of(object? fact) => fact switch
    {
        null => "null",
        string text => $"'{text}'",
        Value value => value.ToString(),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        bool or Enum => fact.ToString()!,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IDictionary entries =>
            $"{{{string.Join(", ", entries.Keys.Cast<object>().Select(key => $"{Of(key)}={Of(entries[key])}"))}}}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => $"{fact.GetType().Name}({string.Join(", ", MembersOf(fact.GetType()).Select(member => $"{member.Name}={Of(member.GetValue(fact))}"))})",
    };

    /// <summary>A fact and the facts that it holds, however deep.</summary>
    public static IEnumerable<object> Within(object? fact) => fact switch
    {
        IEnumerable items and not string => items.Cast<object?>().SelectMany(Within),
        not null when fact.GetType().Namespace == typeof(SagaEvent).Namespace && fact is not Enum =>
            MembersOf(fact.GetType()).SelectMany(member => Within(member.GetValue(fact))).Prepend(fact),
        _ => [],
    };

    /// <summary>The members that are set, not those that are computed from them.</summary>
    public static IEnumerable<PropertyInfo> MembersOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);
}
