using System.Text.Json;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// The events that every activation is full of, written by hand, which takes half the time. Others go the general way,
/// and so do these where they hold what is rare; both ways write the same, to the byte.
/// </summary>
internal static class FrequentEvents
{
    /// <summary>False where it is not one of them; nothing is written then.</summary>
    public static bool TryWrite(Utf8JsonWriter writer, SagaEvent happened)
    {
        switch (happened)
        {
            case StepRequested it:
                Begin(writer, "StepRequested"u8);
                Write(writer, it);
                break;
            case StepSucceeded { CompensationInputError: null } it when ArePlain(it.Resources):
                Begin(writer, "StepSucceeded"u8);
                Write(writer, it);
                break;
            case ActivityStarted { Item: null, Value.IsNull: true } it:
                Begin(writer, "ActivityStarted"u8);
                Number(writer, "frame"u8, it.Frame);
                writer.WriteString("activity"u8, it.Activity);
                Number(writer, "parent"u8, it.Parent);
                break;
            case PathsTaken it:
                Begin(writer, "PathsTaken"u8);
                Number(writer, "frame"u8, it.Frame);
                Numbers(writer, "followed"u8, it.Followed);
                Numbers(writer, "skipped"u8, it.Skipped);
                Texts(writer, "joined"u8, it.Joined);
                break;
            case ActivityCompleted it:
                Begin(writer, "ActivityCompleted"u8);
                Number(writer, "frame"u8, it.Frame);
                break;
            case ActivationAccepted { Parts: null } it:
                Begin(writer, "ActivationAccepted"u8);
                writer.WritePropertyName("order"u8);
                ActivationOrderJsonConverter.Write(writer, it.Order);
                writer.WriteString("workflow"u8, it.Workflow);
                Number(writer, "version"u8, it.Version);
                break;
            case ActivationStarted:
                Begin(writer, "ActivationStarted"u8);
                break;
            case ActivationCompleted it:
                Begin(writer, "ActivationCompleted"u8);
                Member(writer, "output"u8, it.Output);
                break;
            default:
                return false;
        }

        writer.WriteEndObject();
        return true;
    }

    private static void Write(Utf8JsonWriter writer, StepRequested it)
    {
        Number(writer, "frame"u8, it.Frame);
        writer.WriteString("activity"u8, it.Activity);
        Number(writer, "parent"u8, it.Parent);
        Member(writer, "input"u8, it.Input);
        Text(writer, "step"u8, it.Step);
        Text(writer, "inverse"u8, it.Inverse);
        Text(writer, "lane"u8, it.Lane);
        Text(writer, "undoes"u8, it.Undoes);
        if (it.Waits)
            writer.WriteBoolean("waits"u8, true);
    }

    private static void Write(Utf8JsonWriter writer, StepSucceeded it)
    {
        writer.WriteString("step"u8, it.Step);
        Member(writer, "output"u8, it.Output);
        if (it.Resources is not null)
        {
            writer.WriteStartArray("resources"u8);
            foreach (var resource in it.Resources)
            {
                writer.WriteStartObject();
                writer.WriteString("kind"u8, resource.Kind);
                writer.WriteString("externalId"u8, resource.ExternalId);
                if (resource.Released)
                    writer.WriteBoolean("released"u8, true);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        Member(writer, "compensationInput"u8, it.CompensationInput);
    }

    private static bool ArePlain(IReadOnlyList<ResourceFact>? resources)
    {
        for (var index = 0; index < (resources?.Count ?? 0); index++)
        {
            if (resources![index] is not { Attributes: null })
                return false;
        }

        return true;
    }

    private static void Begin(Utf8JsonWriter writer, ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString("e"u8, type);
    }

    private static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int value)
    {
        if (value != 0)
            writer.WriteNumber(name, value);
    }

    private static void Numbers(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int[]? values)
    {
        if (values is null)
            return;

        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string[]? values)
    {
        if (values is null)
            return;

        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static void Member(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Value value)
    {
        if (value.IsNull)
            return;

        writer.WritePropertyName(name);
        ValueJson.Write(writer, value);
    }
}
