using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class SwitchReader
{
    private static readonly PropertyDescription Cases =
        new("cases", new PropertyShape.Cases(), "Label, condition and activity of each.") { IsRequired = true };

    private static readonly PropertyDescription Mode =
        new("mode", new PropertyShape.Choice(["MatchFirst", "MatchAny"]), "Whether the first case that holds runs, or every one.")
        {
            Default = "MatchFirst",
        };

    private static readonly PropertyDescription Default =
        new("default", new PropertyShape.Child(), "What runs when no case holds.");

    public static readonly ActivityDescription Description =
        new("Elsa.Switch", "Runs the first case that holds, or every one, or else the default.", [Cases, Mode, Default], Read);

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
        var label = node["label"]?.Text ?? number.ToString(CultureInfo.InvariantCulture);
        var activity = node["activity"] is { } child ? reading.ChildAt(child) : null;
        return new(label, Condition(reading, node, label), activity);
    }

    /// <summary>Bare, as Elsa writes the conditions of cases; or wrapped, or plain, as everywhere else.</summary>
    private static Expression Condition(ActivityReading reading, Node node, string label)
    {
        var what = $"condition of case '{label}'";
        if (node["condition"] is not { } condition)
        {
            reading.Add(DiagnosticCodes.Missing, node, $"Case '{label}' of activity '{reading.Header.Id}' has no 'condition'. Give it.");
            return new Expression.Literal(Value.False);
        }

        return condition.IsObject && condition["expression"] is null
            ? reading.Expressions.ReadTyped(condition, DataType.Boolean, what)
            : reading.Expressions.Read(condition, DataType.Boolean, what);
    }
}
