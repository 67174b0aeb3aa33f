using System.Globalization;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Products.Reading;

/// <summary>Reads <c>payment</c>.</summary>
internal static class PaymentReading
{
    /// <summary>Below what a JSON number or a decimal loses; no price is higher.</summary>
    private const decimal AmountMax = 1_000_000_000_000m;

    public static ProductPayment? Read(Node? payment, MemberReading members)
    {
        if (payment is null)
            return null;

        members.Expect(payment, "'payment'", "kind", "period", "amount", "currency", "billedBy");
        var kind = members.Choice(
            members.Need(payment, "kind", "oneOff or recurring"), ProductMembers.PaymentKinds);
        var period = members.Period(payment["period"]);
        CheckPeriod(payment, kind, members);
        var currency = ReadCurrency(payment, members);
        var amount = ReadAmount(payment, currency, members);
        var billedBy = ReadBilledBy(members.Object(payment["billedBy"]), members);
        return kind is { } known && amount is { } paid && currency is not null
            ? new ProductPayment(known, period, paid, currency) { BilledBy = billedBy }
            : null;
    }

    private static void CheckPeriod(Node payment, PaymentKind? kind, MemberReading members)
    {
        if (kind == PaymentKind.Recurring && payment["period"] is null)
            members.Add(
                ProductCodes.Missing, payment, "A recurring payment needs a 'period'. Add how often it is paid: P1M.");
        if (kind == PaymentKind.OneOff && payment["period"] is { } period)
            members.Add(
                ProductCodes.Contradiction,
                period,
                "What is paid once has no 'period'. Leave it out, or make the payment recurring.");
    }

    private static string? ReadCurrency(Node payment, MemberReading members)
    {
        var at = members.Need(payment, "currency", "three letters of ISO 4217");
        if (at is null || at.Text is { Length: 3 } text && text.All(char.IsAsciiLetterUpper))
            return at?.Text;

        members.Add(
            ProductCodes.NotAnAmount, at, "'currency' must be the three upper-case letters of ISO 4217: EUR, USD, JPY.");
        return null;
    }

    private static decimal? ReadAmount(Node payment, string? currency, MemberReading members)
    {
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint;
        var at = members.Need(payment, "amount", "what is paid each time, as a text");
        if (at is null)
            return null;

        if (at.Text is not { Length: > 0 and <= 32 } text
            || !char.IsAsciiDigit(text[0])
            || !char.IsAsciiDigit(text[^1])
            || !decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var amount)
            || amount >= AmountMax)
        {
            members.Add(
                ProductCodes.NotAnAmount,
                at,
                "'amount' must be a decimal number written as a text, from 0 to a million millions: \"29.90\".");
            return null;
        }

        var decimals = Currencies.DecimalsOf(currency ?? "");
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (currency is null || point < 0 || text.Length - point - 1 <= decimals)
            return amount;

        members.Add(
            ProductCodes.NotAnAmount,
            at,
            decimals == 0
                ? $"{currency} has no decimals. Write a whole number."
                : $"{currency} has {decimals} decimals, and '{text}' has {text.Length - point - 1}. Round it.");
        return null;
    }

    private static BillingResource? ReadBilledBy(Node? billedBy, MemberReading members)
    {
        if (billedBy is null)
            return null;

        members.Expect(billedBy, "'billedBy'", "adapter", "kind");
        var adapter = members.NeedText(billedBy, "adapter", "the instance that bills");
        var kind = members.NeedText(billedBy, "kind", "the kind of resource that bills");
        return adapter is not null && kind is not null ? new BillingResource(adapter, kind) : null;
    }
}
