using System.Text.Json;
using Orchestrator.Cli.Arguments;
using Orchestrator.Core.Local;
using Orchestrator.Core.Values;

namespace Orchestrator.Cli.Local;

/// <summary>Inputs and events of a local run, as the command line gives them: NAME=JSON.</summary>
internal static class LocalArguments
{
    /// <exception cref="UsageException">One is not of the form name=value, or there twice.</exception>
    public static Value Inputs(IReadOnlyList<string> arguments) => Value.Object(
        Pairs.Parse(arguments, "--input").Select(pair => KeyValuePair.Create(pair.Key, ValueOf(pair.Value))));

    /// <summary>One name may be given several times: so many events come, in that order.</summary>
    /// <exception cref="UsageException">One is not of the form name=value.</exception>
    public static LocalSignals Signals(IReadOnlyList<string> arguments, bool leavesWaiting) => new(
        arguments.Select(argument => Pairs.Parse([argument], "--signal")[0])
            .Select(pair => (pair.Key, ValueOf(pair.Value))),
        leavesWaiting);

    /// <summary>JSON where it is JSON, else the text as it is.</summary>
    public static Value ValueOf(string text)
    {
        try
        {
            return ValueJson.Parse(text);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return text;
        }
    }
}
