using System.CommandLine;

namespace Orchestrator.Cli.Arguments;

/// <summary>Arguments and options that several commands have.</summary>
internal static class Symbols
{
    public static Argument<string> ActivationName() => new("NAME")
    {
        Description = "The activation: activations/ID, or ID",
    };

    public static Argument<string> NodeName() => new("NAME") { Description = "The node: nodes/ID, or ID" };

    public static Argument<string> AdapterName() => new("NAME")
    {
        Description = "The adapter, as workflows name it: adapters/INSTANCE, or INSTANCE",
    };

    public static Argument<string> ServiceName() => new("NAME") { Description = "The service: services/ID, or ID" };

    public static Argument<string> Customer() => new("CUSTOMER") { Description = "The customer's id" };

    public static Argument<string> WorkflowName(string description) => new("NAME") { Description = description };

    public static Option<string?> RequestId() => new("--request-id")
    {
        Description =
            "Sent twice, a request with the same id is carried out once [default: a new one, which is printed]",
        HelpName = "ID",
    };

    public static Option<string?> Etag() => Text(
        "--etag", "ETAG", "Only if it is still as it was when this was read");

    public static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    /// <summary>An option with words of one of the contract's enumerations, once or again and again.</summary>
    public static Option<T[]> Enums<T>(string name, string help, string description)
        where T : struct, Enum
    {
        var option = new Option<T[]>(name)
        {
            Description = $"{description}: {string.Join(", ", ContractEnum<T>.Words)}",
            HelpName = help,
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result =>
            {
                var values = new List<T>();
                foreach (var token in result.Tokens)
                {
                    if (ContractEnum<T>.TryParse(token.Value, out var value)) values.Add(value);
                    else result.AddError($"{name} '{token.Value}' is none of {string.Join(", ", ContractEnum<T>.Words)}.");
                }

                return [.. values];
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. ContractEnum<T>.Words]);
        return option;
    }

    /// <summary>An option with the words of one of the contract's enumerations.</summary>
    public static Option<T> Enum<T>(string name, string help, string description)
        where T : struct, Enum
    {
        var option = new Option<T>(name)
        {
            Description = $"{description}: {string.Join(", ", ContractEnum<T>.Words)}",
            HelpName = help,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (!ContractEnum<T>.TryParse(text, out var value))
                {
                    result.AddError($"{name} '{text}' is none of {string.Join(", ", ContractEnum<T>.Words)}.");
                }

                return value;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. ContractEnum<T>.Words]);
        return option;
    }
}
