using NJsonSchema;
using Orchestrator.Core.Products;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Products.Schema;
using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Products;

public sealed class ProductReaderTests
{
    private const string SchemaFile = "schema/product.schema.json";

    private const string Whole = """
        {
          "$schema": "x", "id": "line", "displayName": "Line", "names": { "de": "Leitung" }, "description": "A line.",
          "payment": { "kind": "recurring", "period": "P1M", "amount": "29.90", "currency": "EUR",
            "billedBy": { "adapter": "billing", "kind": "subscription" } },
          "actions": { "provision": "provision.json", "deprovision": "deprovision.json" },
          "changes": { "plus": { "workflow": "to-plus.json" }, "other": { "by": "diff" } },
          "cancellation": { "entitlementEnds": "endOfTerm", "billingEnds": "date", "term": "P1Y" },
          "followUps": [
            { "id": "well", "after": "P14D", "workflow": "well.json" },
            { "id": "birthday", "each": "anniversary", "event": "customer-anniversary" },
            { "id": "renewal", "beforeTermEnd": "P30D", "event": "term-ends-soon" }
          ],
          "waivers": [ { "step": "port", "who": "Ada", "why": "It came with it.", "until": "2027-12-31" } ],
          "inputs": { "type": "object", "properties": {} }
        }
        """;

    [Fact]
    public void Everything_that_a_product_says_is_read()
    {
        var read = ProductReader.Read(Whole);

        Assert.Empty(read.Diagnostics);
        var product = read.Content!;
        Assert.Equal(("line", "Line", "A line."), (product.Id, product.DisplayName, product.Description));
        Assert.Equal("provision.json", product.Workflows[ActivationAction.Provision]);
        Assert.Equal(
            new ProductPayment(PaymentKind.Recurring, CalendarPeriod.Parse("P1M"), 29.90m, "EUR")
            {
                BilledBy = new BillingResource("billing", "subscription"),
            },
            product.Payment);
        Assert.Equal(new ProductChange("to-plus.json"), product.Changes["plus"]);
        Assert.Equal(new ProductChange(Workflow: null), product.Changes["other"]);
        Assert.Equal(
            new CancellationPolicy(CancellationEnd.EndOfTerm, CancellationEnd.Date) { Term = CalendarPeriod.Parse("P1Y") },
            product.Cancellation);
        Assert.Equal(
            [
                new FollowUp("well", new FollowUpTime.After(CalendarPeriod.Parse("P14D")), "well.json", null),
                new FollowUp("birthday", new FollowUpTime.EachAnniversary(), null, "customer-anniversary"),
                new FollowUp(
                    "renewal", new FollowUpTime.BeforeTermEnd(CalendarPeriod.Parse("P30D")), null, "term-ends-soon"),
            ],
            product.FollowUps);
        Assert.Equal([new Waiver("port", "Ada", "It came with it.", new DateOnly(2027, 12, 31))], product.Waivers);
        Assert.Equal(
            ["provision.json", "deprovision.json", "to-plus.json", "well.json"],
            product.References.Select(one => one.Workflow));
    }

    [Fact]
    public void A_product_that_says_nothing_of_it_ends_at_once_and_its_term_is_the_period_of_its_payment()
    {
        var plain = Read(Minimal(""));
        var paid = Read(Minimal("""
            "payment": { "kind": "recurring", "period": "P3M", "amount": "5", "currency": "JPY" },
            """));

        Assert.Equal((CancellationPolicy.AtOnce, null), (plain.Cancellation, plain.Payment));
        Assert.Equal(CancellationPolicy.AtOnce with { Term = CalendarPeriod.Parse("P3M") }, paid.Cancellation);
    }

    [Theory]
    [InlineData("\"payment\": { \"kind\": \"recurring\", \"amount\": \"1\", \"currency\": \"EUR\" },", "PD003 /payment")]
    [InlineData("\"payment\": { \"kind\": \"oneOff\", \"period\": \"P1M\", \"amount\": \"1\", \"currency\": \"EUR\" },", "PD011 /payment/period")]
    [InlineData("\"payment\": { \"kind\": \"oneOff\", \"amount\": \"1.234\", \"currency\": \"EUR\" },", "PD008 /payment/amount")]
    [InlineData("\"payment\": { \"kind\": \"oneOff\", \"amount\": \"1.5\", \"currency\": \"JPY\" },", "PD008 /payment/amount")]
    [InlineData("\"payment\": { \"kind\": \"oneOff\", \"amount\": 1.5, \"currency\": \"EUR\" },", "PD008 /payment/amount")]
    [InlineData("\"payment\": { \"kind\": \"oneOff\", \"amount\": \"-1\", \"currency\": \"EUR\" },", "PD008 /payment/amount")]
    [InlineData("\"payment\": { \"kind\": \"oneOff\", \"amount\": \"1\", \"currency\": \"euro\" },", "PD008 /payment/currency")]
    [InlineData("\"payment\": { \"kind\": \"monthly\", \"amount\": \"1\", \"currency\": \"EUR\" },", "PD005 /payment/kind")]
    [InlineData("\"cancellation\": { \"entitlementEnds\": \"endOfTerm\" },", "PD011 /cancellation/entitlementEnds")]
    [InlineData("\"cancellation\": { \"term\": \"PT1H\" },", "PD007 /cancellation/term")]
    [InlineData("\"changes\": { \"b\": { \"by\": \"diff\", \"workflow\": \"x.json\" } },", "PD011 /changes/b/by")]
    [InlineData("\"changes\": { \"b\": {} },", "PD003 /changes/b")]
    [InlineData("\"followUps\": [ { \"id\": \"a\", \"after\": \"P1D\", \"each\": \"anniversary\", \"event\": \"e\" } ],", "PD011 /followUps/0/each")]
    [InlineData("\"followUps\": [ { \"id\": \"a\", \"beforeTermEnd\": \"P1D\", \"event\": \"e\" } ],", "PD011 /followUps/0/beforeTermEnd")]
    [InlineData("\"followUps\": [ { \"id\": \"a\", \"after\": \"P1D\" } ],", "PD003 /followUps/0")]
    [InlineData("\"waivers\": [ { \"step\": \"a\", \"who\": \"b\", \"why\": \"c\", \"until\": \"soon\" } ],", "PD009 /waivers/0/until")]
    [InlineData("\"waivers\": [ { \"step\": \"a\", \"who\": \"b\", \"until\": \"2027-01-01\" } ],", "PD003 /waivers/0")]
    [InlineData("\"price\": 3,", "PD004 /price")]
    [InlineData("\"description\": \"a\", \"description\": \"b\",", "PD010 /description")]
    public void What_is_wrong_is_said_where_it_is(string members, string said)
    {
        var read = ProductReader.Read(Minimal(members));

        var problem = Assert.Single(read.Diagnostics);
        Assert.Equal(said, $"{problem.Code} {problem.Pointer}");
        Assert.False(read.IsValid);
    }

    [Fact]
    public void All_problems_are_told_at_once_with_line_and_column()
    {
        var read = ProductReader.Read("{\n  \"id\": \"Line\",\n  \"actions\": { \"provide\": \"x\" },\n  \"inputs\": 3\n}");

        Assert.Equal(
            ["PD003 1:1", "PD006 2:9", "PD003 3:14", "PD004 3:27", "PD002 4:13"],
            read.Diagnostics.Select(one => $"{one.Code} {one.Line}:{one.Column}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_object_is_no_product(string text)
    {
        var read = ProductReader.Read(text);

        Assert.Null(read.Content);
        Assert.NotEmpty(read.Diagnostics);
    }

    [Fact]
    public void The_schema_in_the_repository_is_made_of_what_the_reader_knows()
    {
        var path = Repository.PathOf(SchemaFile);
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_APPROVE") == "1")
            File.WriteAllText(path, ProductSchema.Generate());

        Assert.Equal(ProductSchema.Generate(), File.ReadAllText(path));
    }

    [Fact]
    public void The_page_of_codes_lists_every_one_and_nothing_else()
    {
        var listed = File.ReadLines(Repository.PathOf("docs/errors/products.md"))
            .Where(line => line.StartsWith("| PD", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[2], cells[3]));

        Assert.Equal(
            ProductCodes.All.Select(code => (code.Code, code.Severity.ToString().ToLowerInvariant(), code.Title)), listed);
    }

    [Fact]
    public async Task The_schema_lets_pass_what_the_reader_reads()
    {
        var schema = await JsonSchema.FromJsonAsync(ProductSchema.Generate());

        Assert.Empty(schema.Validate(Whole));
        Assert.Empty(schema.Validate(Minimal("")));
        Assert.NotEmpty(schema.Validate(Minimal("\"price\": 3,")));
    }

    private static ProductContent Read(string text)
    {
        var read = ProductReader.Read(text);
        Assert.Empty(read.Diagnostics);
        return read.Content!;
    }

    private static string Minimal(string members) => $$"""
        { "id": "line", "displayName": "Line", {{members}}
          "actions": { "provision": "provision.json" }, "inputs": { "type": "object" } }
        """;
}
