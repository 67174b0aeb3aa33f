using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using OnConflict = Orchestrator.V1.StartActivationRequest.Types.OnConflict;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>What is ordered: the options that start and plan have in common.</summary>
internal sealed class OrderOptions
{
    private readonly Option<Action> _action = Symbols.Enum<Action>(
        "--action", "ACTION", "What to do to the customer's service");
    private readonly Option<string> _customer = new("--customer")
    {
        Description = "Your id of the customer",
        HelpName = "ID",
        Required = true,
    };

    private readonly Option<string?> _product = Symbols.Text(
        "--product", "ID", "Required for provision; for change the product to change to");

    private readonly Option<string?> _service = Symbols.Text(
        "--service", "NAME", "The customer's service; required but for provision and custom");

    private readonly Option<string?> _workflow = Symbols.Text(
        "--workflow", "NAME", "For custom: ID, or ID@VERSION");

    private readonly StructOptions _input = new("input", "the workflow's input");
    private readonly Option<string[]> _labels = new("--label")
    {
        Description = "Something to find it by. May be repeated",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string?> _orderReference = Symbols.Text(
        "--order-reference", "ID", "The upstream order's id");
    private readonly Option<Channel> _channel = Symbols.Enum<Channel>(
        "--channel", "CHANNEL", "How the customer asked");
    private readonly Option<string?> _requester = Symbols.Text("--requester", "NAME", "Who asked");
    private readonly Option<int> _priority = new("--priority")
    {
        Description = "Higher goes first; 0 is normal",
        HelpName = "N",
    };

    private readonly Option<string?> _startTime = Symbols.Text(
        "--start-time", "TIME", "Not before: 2026-08-22T14:00:00Z, 2026-08-22 14:00 (local time), or +2h");

    private readonly Option<string?> _dueTime = Symbols.Text("--due-time", "TIME", "When it must be finished");
    private readonly Option<string?> _cancellationDate = Symbols.Text(
        "--cancellation-date", "TIME", "For deprovision: the end, where the product lets the customer say it");

    private readonly Option<string?> _atOnce = Symbols.Text(
        "--at-once", "REASON", "For deprovision: end it now, whatever the product says; kept for good");

    private readonly Option<OnConflict> _onConflict = Symbols.Enum<OnConflict>(
        "--on-conflict", "WHAT", "When another activation of the service is open");

    public OrderOptions() => _action.Required = true;

    public IEnumerable<Symbol> All =>
    [
        _action, _customer, _product, _service, _workflow, .. _input.All, _labels, _orderReference, _channel,
        _requester,
        _priority, _startTime, _dueTime, _cancellationDate, _atOnce, _onConflict,
    ];

    public async Task<StartActivationRequest> ReadAsync(
        ParseResult parsed, Surroundings world, CancellationToken cancellation)
    {
        var request = new StartActivationRequest
        {
            Action = parsed.GetValue(_action),
            Customer = parsed.GetRequiredValue(_customer),
            Product = parsed.GetValue(_product) ?? "",
            Service = Names.Service(parsed.GetValue(_service) ?? ""),
            Workflow = Names.Workflow(parsed.GetValue(_workflow) ?? ""),
            Input = await _input.ReadAsync(parsed, world.Input, cancellation),
            OrderReference = parsed.GetValue(_orderReference) ?? "",
            Channel = parsed.GetValue(_channel),
            Requester = parsed.GetValue(_requester) ?? "",
            Priority = parsed.GetValue(_priority),
            RequestedStartTime = Moment(parsed.GetValue(_startTime), world),
            DueTime = Moment(parsed.GetValue(_dueTime), world),
            CancellationDate = Moment(parsed.GetValue(_cancellationDate), world),
            AtOnce = parsed.GetValue(_atOnce) is { } reason ? new Decision { Reason = reason } : null,
            OnConflict = parsed.GetValue(_onConflict),
        };
        foreach (var (name, value) in Pairs.Parse(parsed.GetValue(_labels) ?? [], "--label"))
        {
            request.Labels[name] = value;
        }

        return request;
    }

    private static Timestamp? Moment(string? text, Surroundings world) =>
        text is null ? null : Moments.Parse(text, world.Time);
}
