using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class SwitchReader
{
    private static readonly PropertyDescription Cases =
        new("cases", new PropertyShape.Cases(), "Label, condition and activity of each.");

    private static readonly PropertyDescription Mode =
        new(
            "mode",
            new PropertyShape.Choice(["MatchFirst", "MatchAny"]),
            "Whether the first case that holds runs, or every one.")
        {
            Default = "MatchFirst",
        };

    private static readonly PropertyDescription Default =
        new("default", new PropertyShape.Child(), "What runs when no case holds.");

    public static readonly ActivityDescription Description =
        new(
            "Elsa.Switch",
            "Runs the first case that holds, or every one, or else the default.",
            [Cases, Mode, Default],
            Read);

    private static Switch Read(ActivityReading reading)
    {
        var cases = ImmutableArray.CreateBuilder<SwitchCase>();
        foreach (var node in reading.Items(Cases))
            cases.Add(Case(reading, node, cases.Count + 1));

        var matchAny = reading.Choice(Mode) == "MatchAny";
        return new Switch(reading.Header, cases.ToImmutable(), reading.Child(Default), matchAny);
    }

    private static SwitchCase Case(ActivityReading reading, Node node, int number)
    {
        var label = CaseReading.Label(node, number);
        var activity = node["activity"] is { } child ? reading.ChildAt(child) : null;
        return new(label, CaseReading.Condition(reading, node, label), activity);
    }
}
