using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Products.Reading;

/// <summary>Reads one of <c>followUps</c>.</summary>
internal static class FollowUpReading
{
    private const int EventLengthMax = 256;

    /// <summary>The follow-up; null where it cannot be one, which is noted.</summary>
    public static FollowUp? Read(Node item, string? workflow, MemberReading members)
    {
        members.Expect(item, "A follow-up", "id", "after", "each", "beforeTermEnd", "workflow", "event");
        var id = members.NeedText(item, "id", "its name among the product's follow-ups");
        if (id is not null && !ProductReading.IsId(id))
            members.Add(
                ProductCodes.BadName, item["id"]!, "A follow-up's 'id' has lower-case letters, digits and hyphens.");
        One(item, members, "after", "each", "beforeTermEnd");
        One(item, members, "workflow", "event");
        var name = members.Text(item["event"]);
        if (name?.Length > EventLengthMax)
            members.Add(ProductCodes.BadName, item["event"]!, $"'event' has at most {EventLengthMax} characters.");

        return id is not null && TimeOf(item, members) is { } when && (workflow is null) != (name is null)
            ? new FollowUp(id, when, workflow, name)
            : null;
    }

    private static FollowUpTime? TimeOf(Node item, MemberReading members)
    {
        var after = members.Period(item["after"]);
        var before = members.Period(item["beforeTermEnd"]);
        var each = members.Choice(item["each"], ProductMembers.Occasions);
        return after is { } later ? new FollowUpTime.After(later)
            : before is { } earlier ? new FollowUpTime.BeforeTermEnd(earlier)
            : each is not null ? new FollowUpTime.EachAnniversary()
            : null;
    }

    /// <summary>Exactly one of some members.</summary>
    private static void One(Node item, MemberReading members, params string[] names)
    {
        var given = names.Where(name => item[name] is not null).ToArray();
        if (given.Length == 0)
            members.Add(
                ProductCodes.Missing, item, $"A follow-up has one of {string.Join(", ", names)}. Add one of them.");
        if (given.Length > 1)
            members.Add(
                ProductCodes.Contradiction,
                item[given[1]]!,
                $"A follow-up has one of {string.Join(", ", names)}, and not {string.Join(" and ", given)}. Make two of it.");
    }
}
