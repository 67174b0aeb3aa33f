using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Products.Reading;

/// <summary>Reads <c>waivers</c>.</summary>
internal static class WaiverReading
{
    public static Waiver[] Read(Node? waivers, MemberReading members)
    {
        var found = new List<Waiver>();
        foreach (var item in members.Objects(waivers))
        {
            members.Expect(item, "A waiver", "step", "who", "why", "until");
            var step = members.NeedText(item, "step", "the activity that leaves something behind");
            var who = members.NeedText(item, "who", "the person, or the office, that says so");
            var why = members.NeedText(item, "why", "why nothing need be released");
            var until = members.Date(members.Need(item, "until", "the last day on which it counts"));
            if (step is null || who is null || why is null || until is not { } day)
                continue;

            if (found.Any(other => other.Step == step))
                members.Add(
                    ProductCodes.GivenTwice, item["step"]!, $"There are two waivers for '{step}'. Leave one of them out.");
            found.Add(new Waiver(step, who, why, day));
        }

        return [.. found];
    }
}
