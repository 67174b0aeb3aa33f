using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>The examples, run against the simulated systems.</summary>
public sealed class ExampleRunTests
{
    private const string Line = """{ "customer": "ada", "device": "access-1", "speed": 250, "email": "ada@example.net" """;
    private const string Broadband = Line + """, "setupCents": 4900, "engineerVisit": false }""";
    private const string Mail = """{ "customer": "ada", "domain": "ada.example", "mailboxes": ["ada", "office"], "contact": "a@b.example" }""";
    private const string Trunk = """{ "customer": "ada", "channels": 4, "contact": "a@b.example" """;
    private const string Porting = Trunk + """, "portedNumber": "+4930123456", "authorisationCode": "right" }""";

    private const string Plus = """{ "customer": "ada", "device": "access-1", "email": "ada@example.net" }""";

    [Theory]
    [InlineData("broadband", Broadband, "{}", 6)]
    [InlineData("broadband-plus", Plus, "{}", 8)]
    [InlineData("business-mail", Mail, """{ "graceDays": 0 }""", 4)]
    [InlineData("sip-trunk", Trunk + "}", "{}", 4)]
    [InlineData("sip-trunk", Porting, "{}", 4)]
    public async Task Deprovisioning_leaves_nothing_of_what_provisioning_made(
        string product, string input, string more, int made)
    {
        await using var world = await ExampleWorld.StartAsync();

        var provisioned = await world.ProvisionAsync(product, input);
        Assert.Equal(("", ActivationState.Completed), (Trouble(provisioned), provisioned.State));
        Assert.Equal(made, (await world.HeldAsync()).Count);
        var ended = await world.DeprovisionAsync(provisioned, more);

        Assert.Equal(("", ActivationState.Completed), (Trouble(ended), ended.State));
        Assert.Equal(ServiceState.Terminated, world.StateOf(provisioned));
        Assert.Empty(await world.HeldAsync());
    }

    [Theory]
    [InlineData("broadband", Broadband)]
    [InlineData("broadband-plus", Plus)]
    [InlineData("business-mail", Mail)]
    [InlineData("sip-trunk", Trunk + "}")]
    public async Task What_is_proposed_to_end_a_product_leaves_as_little_as_what_ships(string product, string input)
    {
        await using var world = await ExampleWorld.StartAsync();
        var provisioned = await world.ProvisionAsync(product, input);
        Assert.NotEmpty(await world.HeldAsync());

        var ended = await world.DeprovisionAsProposedAsync(provisioned);

        Assert.Equal(("", ActivationState.Completed), (Trouble(ended), ended.State));
        Assert.Equal(ServiceState.Terminated, world.StateOf(provisioned));
        Assert.Empty(await world.HeldAsync());
    }

    [Theory]
    [InlineData("broadband", Broadband, "network.reserve-port")]
    [InlineData("broadband", Broadband, "network.configure-service")]
    [InlineData("broadband", Broadband, "mail.create-mailbox")]
    [InlineData("broadband", Broadband, "billing.open-account")]
    [InlineData("broadband", Broadband, "billing.start-subscription")]
    [InlineData("broadband", Broadband, "billing.charge")]
    [InlineData("broadband-plus", Plus, "phone.reserve-number")]
    [InlineData("broadband-plus", Plus, "phone.create-trunk")]
    [InlineData("business-mail", Mail, "mail.create-mailbox")]
    [InlineData("business-mail", Mail, "billing.start-subscription")]
    [InlineData("sip-trunk", Porting, "phone.port-number")]
    [InlineData("sip-trunk", Trunk + "}", "phone.reserve-number")]
    public async Task Whatever_step_fails_everything_before_it_is_undone(string product, string input, string operation)
    {
        await using var world = await ExampleWorld.StartAsync();

        var provisioned = await world.ProvisionAsync(product, input, (operation, "fail"));

        Assert.Equal(ActivationState.RolledBack, provisioned.State);
        Assert.Equal(ServiceState.Terminated, world.StateOf(provisioned));
        Assert.Empty(await world.HeldAsync());
    }

    [Fact]
    public async Task A_taken_address_is_no_reason_to_undo_a_line()
    {
        await using var world = await ExampleWorld.StartAsync();
        await world.CallAsync("mail", "create-mailbox", """{ "address": "ada@example.net" }""");

        var provisioned = await world.ProvisionAsync("broadband", Broadband);

        Assert.Equal(ActivationState.Completed, provisioned.State);
        Assert.Equal("ada@customers.example", provisioned.Output["email"].AsString);
    }

    [Fact]
    public async Task An_account_that_was_there_before_pays_and_stays()
    {
        await using var world = await ExampleWorld.StartAsync();
        await world.CallAsync("billing", "open-account", """{ "customer": "ada", "account": "family" }""");

        var provisioned = await world.ProvisionAsync(
            "broadband",
            Broadband.Replace("\"speed\"", "\"account\": \"family\", \"speed\"", StringComparison.Ordinal));
        await world.DeprovisionAsync(provisioned, "{}");

        Assert.Equal(["billing account family"], await world.HeldAsync());
    }

    [Theory]
    [InlineData("""{ "engineer": "Ann" }""", ActivationState.Completed)]
    [InlineData("""{ "lineWorks": false, "remark": "No signal." }""", ActivationState.RolledBack)]
    public async Task The_engineer_decides_whether_the_line_stays(string report, ActivationState end)
    {
        await using var world = await ExampleWorld.StartAsync();

        var waiting = await world.ProvisionAsync("broadband", Line + "}");
        Assert.Equal(ActivationState.Running, waiting.State);
        await world.SignalAsync(waiting, "engineer-visit-done", report);

        Assert.Equal(end, (await world.EndOfAsync(waiting)).State);
    }

    [Fact]
    public async Task A_ported_number_is_never_given_back_because_something_after_it_failed()
    {
        await using var world = await ExampleWorld.StartAsync();

        var provisioned = await world.ProvisionAsync("sip-trunk", Porting, ("phone.create-trunk", "fail"));

        Assert.Equal(ActivationState.Fallout, provisioned.State);
        Assert.Contains("phone number +4930123456", await world.HeldAsync());
    }

    private static string Trouble(SagaState state) =>
        string.Join("; ", state.Fallouts.Select(fallout => fallout.Error.Message));
}
