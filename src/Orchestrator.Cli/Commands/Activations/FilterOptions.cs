using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>Which activations to list; all that are given must hold.</summary>
internal sealed class FilterOptions
{
    private readonly Option<State[]> _states = Symbols.Enums<State>(
        "--state", "STATE", "In this state, or in one of several");

    private readonly Option<string?> _customer = Symbols.Text("--customer", "ID", "Of this customer");
    private readonly Option<string?> _service = Symbols.Text("--service", "NAME", "Of this service");
    private readonly Option<string?> _product = Symbols.Text("--product", "ID", "Of this product");
    private readonly Option<string?> _orderReference = Symbols.Text(
        "--order-reference", "ID", "Of this upstream order");
    private readonly Option<Action> _action = Symbols.Enum<Action>(
        "--action", "ACTION", "That do this");
    private readonly Option<Channel> _channel = Symbols.Enum<Channel>(
        "--channel", "CHANNEL", "Asked for in this way");
    private readonly Option<string?> _adapter = Symbols.Text(
        "--adapter", "NAME", "With an open fallout on this adapter");
    private readonly Option<string?> _parent = Symbols.Text(
        "--parent", "NAME", "That a step of this activation has started");
    private readonly Option<bool> _inJeopardy = new("--in-jeopardy")
    {
        Description = "Open, with a due time that is going to be missed",
    };

    private readonly Option<string[]> _labels = new("--label")
    {
        Description = "With this label. May be repeated",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string?> _createdAfter = Symbols.Text(
        "--created-after", "TIME", "Created later than this: -2h");
    private readonly Option<string?> _createdBefore = Symbols.Text(
        "--created-before", "TIME", "Created earlier than this");

    public IEnumerable<Symbol> All =>
    [
        _states, _customer, _service, _product, _orderReference, _action, _channel, _labels, _createdAfter,
        _createdBefore, _adapter, _parent, _inJeopardy,
    ];

    public ActivationFilter Read(ParseResult parsed, TimeProvider time)
    {
        var filter = new ActivationFilter
        {
            Customer = parsed.GetValue(_customer) ?? "",
            Service = Names.Service(parsed.GetValue(_service) ?? ""),
            Product = parsed.GetValue(_product) ?? "",
            OrderReference = parsed.GetValue(_orderReference) ?? "",
            Action = parsed.GetValue(_action),
            Channel = parsed.GetValue(_channel),
            Adapter = parsed.GetValue(_adapter) ?? "",
            Parent = parsed.GetValue(_parent) is { Length: > 0 } parent ? Names.Activation(parent) : "",
            InJeopardy = parsed.GetValue(_inJeopardy),
            CreatedAfter = Moment(parsed.GetValue(_createdAfter), time),
            CreatedBefore = Moment(parsed.GetValue(_createdBefore), time),
        };
        filter.States.AddRange(parsed.GetValue(_states) ?? []);
        foreach (var (name, value) in Pairs.Parse(parsed.GetValue(_labels) ?? [], "--label"))
        {
            filter.Labels[name] = value;
        }

        return filter;
    }

    private static Timestamp? Moment(string? text, TimeProvider time) =>
        text is null ? null : Moments.Parse(text, time);
}
