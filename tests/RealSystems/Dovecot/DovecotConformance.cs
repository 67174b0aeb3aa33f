using Orchestrator.Adapters;
using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Http;

namespace Orchestrator.Tests.RealSystems.Dovecot;

[Collection(DovecotCollection.Name)]
public sealed class Dovecot_create_mailbox(DovecotServer server) : ReversibleAdapterConformance(new HttpTrial(server))
{
    protected override string Operation => "create-mailbox";

    protected override IEnumerable<string> Secrets => server.Secrets.Values;

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("create-mailbox", """{ "user": "ada", "mailbox": "Taken" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "user": "ada" }"""),
        ("USER_UNKNOWN", """{ "user": "nobody", "mailbox": "Box" }"""),
        ("MAILBOX_INVALID", """{ "user": "ada", "mailbox": "a/b" }"""),
        ("MAILBOX_INVALID", """{ "user": "ada", "mailbox": "*" }"""),
        ("MAILBOX_EXISTS", """{ "user": "ada", "mailbox": "Taken" }"""),
    ];

    protected override string Input(int number) => $$"""{ "user": "ada", "mailbox": "Box{{number}}" }""";

    [Fact]
    public async Task A_mailbox_that_has_mail_by_now_is_not_deleted_by_the_undo()
    {
        var call = NewCall();
        await SucceedAsync(call);
        await server.DeliverAsync("ada", "Box0");
        var world = await Trial.WorldAsync();

        var undone = await ExecuteAsync(call with
        {
            Operation = "delete-mailbox",
            IdempotencyKey = "activations/1/step/undo",
            Undoes = call.IdempotencyKey,
        });

        Assert.Equal(
            new Answer.Permanent("MAILBOX_NOT_EMPTY", "Mailbox 'Box0' of 'ada' has mail in it. Move the mail, and undo again."),
            undone);
        Assert.Equal(world, await Trial.WorldAsync());
    }
}

[Collection(DovecotCollection.Name)]
public sealed class Dovecot_delete_mailbox(DovecotServer server) : ReversibleAdapterConformance(new HttpTrial(server))
{
    protected override string Operation => "delete-mailbox";

    protected override IEnumerable<string> Secrets => server.Secrets.Values;

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("create-mailbox", """{ "user": "ada", "mailbox": "Box0" }"""),
        ("create-mailbox", """{ "user": "ada", "mailbox": "Box1" }"""),
        ("create-mailbox", """{ "user": "ada", "mailbox": "Box2" }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", "{ }"),
        ("USER_UNKNOWN", """{ "user": "nobody", "mailbox": "Box" }"""),
        ("MAILBOX_INVALID", """{ "user": "ada", "mailbox": "INBOX" }"""),
    ];

    protected override string Input(int number) => $$"""{ "user": "ada", "mailbox": "Box{{number}}" }""";
}
