using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class StepReader
{
    /// <summary>What <c>compensation</c> says where it is known, and accepted, that nothing undoes the step.</summary>
    public const string NoCompensation = "none";

    public static readonly PropertyDescription Adapter =
        new("adapter", new PropertyShape.Literal(), "The adapter instance that is called.") { IsRequired = true };

    public static readonly PropertyDescription Operation =
        new("operation", new PropertyShape.Literal(), "The adapter's operation.") { IsRequired = true };

    public static readonly PropertyDescription Input =
        new(
            "input",
            new PropertyShape.InputObject(),
            "What the operation gets: an object, whose members may be expressions.");

    public static readonly PropertyDescription CompensationOperation =
        new(
            "operation",
            new PropertyShape.Literal(),
            "The operation that undoes the step; the adapter's inverse where it is left out.");

    public static readonly PropertyDescription CompensationInput =
        new(
            "input",
            new PropertyShape.InputObject(),
            "What it gets; the step's input overlaid with its output where it is left out.");

    public static readonly PropertyDescription Compensation = new(
        "compensation",
        new PropertyShape.GroupOrChoice([CompensationOperation, CompensationInput], [NoCompensation]),
        "What undoes the step; the adapter's inverse where it is left out.");

    public static readonly PropertyDescription PointOfNoReturn = new(
        "pointOfNoReturn",
        new PropertyShape.Choice(["none", "soft", "hard"]),
        "Whether it, and what is before it, can be undone once it is done: soft only by force, hard never.")
    {
        Default = "none",
    };

    public static readonly PropertyDescription Penalty =
        new("penalty", new PropertyShape.Literal(), "What undoing past a soft point costs, in words for people.");

    public static readonly PropertyDescription OnFailure = new(
        "onFailure",
        new PropertyShape.Choice(["rollBack", "fallOut", "continue"]),
        "What a failure for good does, where the outcome Failed is not connected.")
    {
        Default = "rollBack",
    };

    public static readonly PropertyDescription Timeout =
        new("timeout", new PropertyShape.Duration(TimeSpan.FromDays(1)), "Of one attempt.") { Default = "00:00:30" };

    public static readonly PropertyDescription Lane =
        new(
            "lane",
            new PropertyShape.Input(DataType.String),
            "What only one step at a time may touch, such as a device.");

    public static readonly PropertyDescription Undoes =
        new(
            "undoes",
            new PropertyShape.Input(DataType.String),
            "The idempotency key of the call that this step's call undoes, as a service's resource ledger has it.");

    public static readonly PropertyDescription Given =
        new(
            "given",
            new PropertyShape.InputObject(),
            "Outputs by step id, with the items of the loops around it: a step that is among them is done already, and "
                + "is not called; \"Failed\" in place of an output: it failed then, and its outcome Failed is taken.");

    public static readonly ActivityDescription Description = new(
        "Orchestrator.Step",
        "Calls an operation of an adapter, with retries, and undoes it when the activation is rolled back.",
        [
            Adapter, Operation, Input, Compensation, PointOfNoReturn, Penalty, OnFailure, RetryReader.Property, Timeout,
            Lane, Undoes, Given,
        ],
        Read)
    {
        Outcomes = ["Done", "Failed"],
        Result = "result",
    };

    private static StepActivity Read(ActivityReading reading)
    {
        var adapter = reading.Words(reading.Node, Adapter) ?? "";
        var operation = reading.Words(reading.Node, Operation) ?? "";
        var operations = reading.Definition.Options.Catalog.Operations(adapter) ?? [];
        var known = operations.FirstOrDefault(one => one.Name == operation);
        var compensation = ReadCompensation(reading, known, out var isAccepted);
        var undo = isAccepted ? null : compensation?.Operation ?? known?.Inverse;
        return new StepActivity(reading.Header)
        {
            Adapter = adapter,
            Operation = operation,
            Input = ReadInput(reading, reading.Find(Input), Input.Name),
            Compensation = compensation,
            Inverse = isAccepted ? null : known?.Inverse,
            HasEffect = known?.HasEffect ?? true,
            CanRead = known?.CanRead ?? false,
            CompensationCanRead = operations.FirstOrDefault(one => one.Name == undo)?.CanRead ?? false,
            PointOfNoReturn = Parse<PointOfNoReturn>(reading.Choice(PointOfNoReturn)),
            Penalty = reading.Words(reading.Node, Penalty),
            OnFailure = Parse<OnFailure>(reading.Choice(OnFailure)),
            Retry = RetryReader.Read(reading),
            Timeout = reading.Duration(reading.Node, Timeout) ?? TimeSpan.FromSeconds(30),
            Lane = reading.Find(Lane) is null ? null : reading.Input(Lane),
            Undoes = reading.Find(Undoes) is null ? null : reading.Input(Undoes),
            Given = reading.Find(Given) is { } given ? ReadInput(reading, given, Given.Name) : null,
        };
    }

    /// <summary>What an operation gets is an object, or an expression that gives one.</summary>
    private static Expression ReadInput(ActivityReading reading, Node? node, string property)
    {
        var input = reading.Expressions.Read(node, DataType.Json, property, isStrict: true);
        if (input is not Expression.Literal { Value.Kind: not (ValueKind.Object or ValueKind.Null) } literal)
            return input;

        reading.Add(
            DiagnosticCodes.WrongShape,
            node!,
            $"'{property}' of activity '{reading.Header.Id}' is {Text.Short(literal.Value)}, and must be an object.");
        return new Expression.Literal(Value.EmptyObject);
    }

    internal static CompensationPlan? ReadCompensation(
        ActivityReading reading, CatalogOperation? known, out bool isAccepted)
    {
        isAccepted = false;
        if (reading.Literal(reading.Find(Compensation), Compensation.Name) is not { } node)
            return null;

        if (!node.IsObject)
        {
            isAccepted = reading.Choice(node, Compensation.Name, [NoCompensation]) is not null;
            return null;
        }

        reading.Expressions.SeesOwnOutput = true;
        var input = reading.Find(node, CompensationInput) is { } given
            ? ReadInput(reading, given, "compensation.input")
            : null;
        reading.Expressions.SeesOwnOutput = false;
        var operation = reading.Words(node, CompensationOperation) ?? known?.Inverse;
        return operation is null && input is null ? null : new(operation ?? "", input);
    }

    private static T Parse<T>(string? word)
        where T : struct, Enum => word is null ? default : Enum.Parse<T>(word, ignoreCase: true);
}
