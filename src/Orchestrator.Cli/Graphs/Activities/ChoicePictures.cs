using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>Activities with branches that come together again.</summary>
internal static class ChoicePictures
{
    public static Picture If(JsonElement activity, Func<JsonElement, Picture> within) => Branches.Of(
        Boxes.Box(
            BoxKind.Choice,
            [
                new(activity.GivenTitle(), TextRole.Title),
                new($"{InputText.Of(activity.Member("condition"))} ?", TextRole.Detail),
            ]),
        [
            new("yes", Inner(activity.Member("then"), within)),
            new("no", Inner(activity.Member("else"), within)),
        ]);

    public static Picture Switch(JsonElement activity, Func<JsonElement, Picture> within)
    {
        var all = InputText.Of(activity.Member("mode")) == "MatchAny";
        var branches = activity.Items("cases")
            .Select(branch => new Branch(Label(branch), Inner(branch.Member("activity"), within)))
            .ToList();
        branches.Add(new("otherwise", Inner(activity.Member("default"), within)));
        return Branches.Of(
            Boxes.Box(BoxKind.Choice, $"{activity.Title()}: {(all ? "all that hold" : "which one?")}"), branches);
    }

    public static Picture Parallel(
        IReadOnlyList<JsonElement> activities, string title, Func<JsonElement, Picture> within) =>
        activities.Count == 0
            ? Picture.Nothing
            : Branches.Of(
                Boxes.Box(BoxKind.Other, title), [.. activities.Select(activity => new Branch("", within(activity)))]);

    private static string Label(JsonElement branch) =>
        Boxes.Label(branch.Text("label") is { Length: > 0 } label ? label : InputText.Of(branch.Member("condition")));

    private static Picture Inner(JsonElement? activity, Func<JsonElement, Picture> within) =>
        activity is { } given ? within(given) : Picture.Nothing;
}
