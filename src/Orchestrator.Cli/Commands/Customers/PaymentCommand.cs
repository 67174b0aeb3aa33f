using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Commands.Customers;

/// <summary>orchestrator customer payment</summary>
internal static class PaymentCommand
{
    public static Command Create(CommandLine line)
    {
        var customer = Symbols.Customer();
        var kind = Symbols.Enum<PaymentKind>("--kind", "KIND", "What happened");
        kind.Required = true;
        var amount = new Option<string>("--amount") { Description = "How much: 29.90", HelpName = "NUMBER", Required = true };
        var currency = new Option<string>("--currency") { Description = "Of which currency: EUR", HelpName = "CODE", Required = true };
        var service = Symbols.Text("--service", "NAME", "Which service it is for");
        var account = Symbols.Text("--account", "ID", "Billing's account");
        var reference = Symbols.Text("--reference", "ID", "Billing's own number: an invoice");
        var description = Symbols.Text("--description", "TEXT", "What for, or why it failed");
        var time = Symbols.Text("--time", "TIME", "When it was: -10m [default: now]");
        var requestId = Symbols.RequestId();
        return line.Define(
            "payment",
            "Records what billing tells of a customer's money, for good. Nothing is charged by it.",
            [customer, kind, amount, currency, service, account, reference, description, time, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new RecordPaymentRequest
                {
                    Customer = parsed.GetRequiredValue(customer),
                    Kind = parsed.GetValue(kind),
                    Amount = parsed.GetRequiredValue(amount),
                    Currency = parsed.GetRequiredValue(currency),
                    Service = Names.Service(parsed.GetValue(service) ?? ""),
                    Account = parsed.GetValue(account) ?? "",
                    Reference = parsed.GetValue(reference) ?? "",
                    Description = parsed.GetValue(description) ?? "",
                    OccurTime = parsed.GetValue(time) is { } when ? Moments.Parse(when, session.World.Time) : null,
                };
                request.RequestId = session.Identify(parsed.GetValue(requestId));

                var payment = await session.Inventory.RecordPaymentAsync(request, session.Call(cancellation));

                return session.Show(payment, () => new Text(
                    $"Recorded {ContractEnum<PaymentKind>.Word(payment.Kind)} {payment.Id} of {payment.Amount} "
                    + $"{payment.Currency} of customer {payment.Customer}.\n"));
            });
    }
}
