using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>RecordPayment.</summary>
internal sealed class RecordPayment(ICustomerRecords records, CustomerCalls calls)
{
    public const int DescriptionLengthMax = 2000;
    private const int WholeDigitsMax = 12;
    private const int FractionDigitsMax = 6;

    public async Task<V1.Payment> HandleAsync(
        V1.RecordPaymentRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        CustomerCalls.Check(violations, request.RequestId, request.Customer);
        violations.Known("kind", request.Kind, required: true);
        var amount = Amount(violations, request.Amount);
        if (request.Currency is not { Length: 3 } currency || !currency.All(char.IsAsciiLetterUpper))
            violations.Add("currency", "must be three capital letters, as ISO 4217 has them: EUR.");
        var service = violations.Name("service", request.Service, ServiceRendering.Collection, required: false);
        violations.Text("account", request.Account, OrderChecks.TextLengthMax);
        violations.Text("reference", request.Reference, OrderChecks.TextLengthMax);
        violations.Text("description", request.Description, DescriptionLengthMax);
        var when = calls.OccurTime(violations, request.OccurTime);
        violations.ThrowIfAny();
        await calls.CheckServiceAsync(service, request.Customer, cancellation).ConfigureAwait(false);

        var what = new CustomerPayment(CustomerCalls.NewId(), request.Customer, when, calls.Now, caller)
        {
            Kind = (PaymentKind)(int)request.Kind,
            Amount = amount,
            Currency = request.Currency,
            Service = service ?? "",
            Account = request.Account,
            Reference = request.Reference,
            Description = request.Description,
        };
        var kept = await records.KeepAsync(
            new NewRecord<CustomerPayment>(what, request.RequestId, RequestHash.Of(request)), cancellation)
            .ConfigureAwait(false);
        return Render(kept ?? throw Failures.RequestIdReused(request.RequestId));
    }

    public static V1.Payment Render(CustomerPayment payment) => new()
    {
        Id = payment.Id,
        Customer = payment.Customer,
        Kind = (V1.PaymentKind)(int)payment.Kind,
        Amount = payment.Amount.ToString(CultureInfo.InvariantCulture),
        Currency = payment.Currency,
        Service = ServiceRendering.NameOf(payment.Service),
        Account = payment.Account,
        Reference = payment.Reference,
        Description = payment.Description,
        OccurTime = Timestamp.FromDateTimeOffset(payment.OccurTime),
        RecordTime = Timestamp.FromDateTimeOffset(payment.RecordTime),
        Actor = payment.Actor,
    };

    /// <summary>Digits, and perhaps a point and digits: no sign, no exponent, no separators.</summary>
    private static decimal Amount(Violations violations, string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (text, "0") : (text[..point], text[(point + 1)..]);
        if (whole.Length is > 0 and <= WholeDigitsMax
            && fraction.Length is > 0 and <= FractionDigitsMax
            && whole.All(char.IsAsciiDigit)
            && fraction.All(char.IsAsciiDigit))
            return decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

        violations.Add("amount", $"must be a decimal number from 0, as 29.90, with up to {WholeDigitsMax} digits before the "
            + $"point and {FractionDigitsMax} after it. The kind says which way it goes.");
        return 0;
    }
}
