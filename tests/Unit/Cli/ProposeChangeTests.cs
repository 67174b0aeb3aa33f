extern alias cli;

using System.Text.Json.Nodes;
using cli::Orchestrator.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;
using Status = Google.Rpc.Status;
using Struct = Google.Protobuf.WellKnownTypes.Struct;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>orchestrator product change</summary>
public sealed class ProposeChangeTests
{
    private const string Content = "{\n  \"definitionId\": \"a-to-b\"\n}\n";

    [Fact]
    public async Task The_definition_is_printed_to_be_put_into_a_file_and_what_people_ought_to_know_beside_it()
    {
        var server = new ScriptedServer().On<ProposeChangeRequest>(_ => Answer());

        var run = await Run.Of(
            server, "product", "change", "a", "b", "--service", "0a7", "--input", "rate=5", "--input", "name=Ann");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Content.TrimEnd(), run.Output);
        Assert.Equal("Note: port 7 stays.\nNote: plug p must go first.", run.Error);
        var request = new ProposeChangeRequest
        {
            Product = "a",
            Target = "b",
            Service = "services/0a7",
            Input = new Struct { Fields = { ["rate"] = ProtoValue.ForNumber(5), ["name"] = ProtoValue.ForString("Ann") } },
        };
        Assert.Equal(request, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Without_a_service_it_is_asked_for_one_as_ordered()
    {
        var server = new ScriptedServer().On<ProposeChangeRequest>(_ => Answer());

        await Run.Of(server, "product", "change", "a", "b");

        Assert.Equal(new ProposeChangeRequest { Product = "a", Target = "b" }, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task As_JSON_it_is_the_whole_answer()
    {
        var server = new ScriptedServer().On<ProposeChangeRequest>(_ => Answer());

        var run = await Run.Of(server, "product", "change", "a", "b", "--json");

        var answer = JsonNode.Parse(run.Output)!;
        Assert.Equal(Content, (string?)answer["content"]);
        Assert.Equal(["port 7 stays.", "plug p must go first."], answer["warnings"]!.AsArray().Select(one => (string?)one));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task What_cannot_be_computed_says_why_and_what_to_do()
    {
        const string Why = "The change of 'a' to 'b' cannot be computed: 'remove-stone' would have to come first, and "
            + "cannot be undone. Write a workflow for it, and name it under 'changes' in the product.json of 'a'.";
        var server = new ScriptedServer().On<ProposeChangeRequest>(_ => throw Refused(Why));

        var run = await Run.Of(server, "product", "change", "a", "b");

        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.Contains("WORKFLOW_NEEDED", run.Error, StringComparison.Ordinal);
        Assert.Contains("Write a workflow for it", string.Join(' ', run.Error.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("product", "change", "a")]
    [InlineData("product", "change", "a", "b", "c")]
    [InlineData("product", "change", "a", "b", "--input", "rate")]
    public async Task What_is_mistyped_never_reaches_the_server(params string[] arguments)
    {
        var server = new ScriptedServer();

        var run = await Run.Of(server, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.Empty(server.Requests);
    }

    private static ProposeChangeResponse Answer() => new()
    {
        Content = Content,
        Warnings = { "port 7 stays.", "plug p must go first." },
    };

    private static RpcException Refused(string message)
    {
        var status = new Status
        {
            Code = (int)StatusCode.FailedPrecondition,
            Message = message,
            Details =
            {
                Google.Protobuf.WellKnownTypes.Any.Pack(
                    new ErrorInfo { Type = "WORKFLOW_NEEDED", Domain = "orchestrator" }),
            },
        };
        return new RpcException(
            new global::Grpc.Core.Status(StatusCode.FailedPrecondition, message),
            new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }
}
