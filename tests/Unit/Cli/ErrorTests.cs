extern alias cli;

using System.Net;
using System.Net.Sockets;
using cli::Orchestrator.Cli.Connection;
using cli::Orchestrator.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class ErrorTests
{
    [Fact]
    public async Task An_error_says_its_code_what_happened_to_what_and_what_to_do()
    {
        var server = Failing(
            StatusCode.FailedPrecondition,
            "Service services/s-1 has an open activation.",
            new ErrorInfo
            {
                Type = "SERVICE_BUSY",
                Domain = "orchestrator",
                Metadata = { ["service"] = "services/s-1", ["activation"] = "activations/11" },
            },
            new PreconditionFailure
            {
                Violations =
                {
                    new PreconditionFailure.Types.Violation
                    {
                        Type = "SERVICE_BUSY", Subject = "services/s-1", Description = "activations/11 is open.",
                    },
                },
            });

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Golden.AssertSame("error-busy.txt", run.Error);
        Assert.Equal(4, run.ExitCode);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task Every_field_violation_is_told()
    {
        var server = Failing(
            StatusCode.InvalidArgument,
            "2 fields are not as they should be.",
            new ErrorInfo { Type = "INVALID_FIELDS", Domain = "orchestrator" },
            new BadRequest
            {
                FieldViolations =
                {
                    new BadRequest.Types.FieldViolation { Field = "customer", Description = "is missing" },
                    new BadRequest.Types.FieldViolation { Field = "input.speed", Description = "must be 1 or more" },
                },
            });

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Golden.AssertSame("error-fields.txt", run.Error);
        Assert.Equal(6, run.ExitCode);
    }

    [Fact]
    public async Task A_server_that_says_when_to_try_again_is_believed()
    {
        var server = Failing(
            StatusCode.ResourceExhausted,
            "Too much is waiting.",
            new ErrorInfo { Type = "OVERLOADED", Domain = "orchestrator" },
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)) });

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Assert.Equal("error RESOURCE_EXHAUSTED OVERLOADED\n  Too much is waiting.\n  Try again in 3s.", run.Error);
        Assert.Equal(5, run.ExitCode);
    }

    [Fact]
    public async Task An_error_for_programs_is_the_status_as_JSON()
    {
        var server = Failing(
            StatusCode.NotFound,
            "There is no activations/7f3a.",
            new ErrorInfo { Type = "ACTIVATION_NOT_FOUND", Domain = "orchestrator", Metadata = { ["name"] = "ä" } },
            Samples.Running());

        var run = await Run.Of(server, "activation", "get", "7f3a", "--json");

        Assert.Equal(
            """{"code":5,"message":"There is no activations/7f3a.","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACTIVATION_NOT_FOUND","domain":"orchestrator","metadata":{"name":"ä"}}]}""",
            run.Error);
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public async Task Details_that_cannot_be_read_do_not_hide_the_error()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [255, 255, 255] } };
        var server = new ScriptedServer().On<GetActivationRequest>(_ => throw new RpcException(
            new global::Grpc.Core.Status(StatusCode.NotFound, "There is none."), trailers));

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Assert.StartsWith("error NOT_FOUND\n  There is none.\n", run.Error);
        Assert.Equal(3, run.ExitCode);
    }

    [Theory]
    [InlineData(StatusCode.NotFound, 3)]
    [InlineData(StatusCode.FailedPrecondition, 4)]
    [InlineData(StatusCode.Aborted, 4)]
    [InlineData(StatusCode.AlreadyExists, 4)]
    [InlineData(StatusCode.PermissionDenied, 4)]
    [InlineData(StatusCode.Unauthenticated, 4)]
    [InlineData(StatusCode.Unavailable, 5)]
    [InlineData(StatusCode.DeadlineExceeded, 5)]
    [InlineData(StatusCode.InvalidArgument, 6)]
    [InlineData(StatusCode.OutOfRange, 6)]
    [InlineData(StatusCode.ResourceExhausted, 7)]
    [InlineData(StatusCode.Unimplemented, 7)]
    [InlineData(StatusCode.Internal, 7)]
    [InlineData(StatusCode.Unknown, 7)]
    [InlineData(StatusCode.DataLoss, 7)]
    public async Task Every_code_has_its_exit_code_and_something_to_do(StatusCode code, int expected)
    {
        var server = Failing(code, "It failed.");

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Assert.Equal(expected, run.ExitCode);
        Assert.Equal(3, run.Error.Split('\n').Length);
    }

    [Fact]
    public async Task A_server_that_is_silent_is_told_so()
    {
        var server = new ScriptedServer().On<GetActivationRequest>(_ => throw new RpcException(
            new global::Grpc.Core.Status(StatusCode.DeadlineExceeded, "")));

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Assert.Equal(
            """
            error DEADLINE_EXCEEDED
              The server at http://127.0.0.1:50051 did not answer in time.
              Try again, or allow more time with --timeout.
            """,
            run.Error);
    }

    [Fact]
    public async Task A_lost_answer_is_told_with_what_sends_the_same_again()
    {
        var server = new ScriptedServer().On<HoldActivationRequest>(_ => throw new RpcException(
            new global::Grpc.Core.Status(StatusCode.DeadlineExceeded, "Too late.")));

        var run = await Run.Of(server, "activation", "hold", "7f3a", "--reason", "why", "--request-id", "r-1");

        Assert.EndsWith(
            "In doubt whether it was carried out, send the same again with --request-id r-1: it is done once.",
            run.Error);
        Assert.Equal(5, run.ExitCode);
    }

    [Fact]
    public async Task A_change_that_found_no_server_is_not_in_doubt()
    {
        var run = await Run.Of(
            new ScriptedServer(),
            world => world with { Connect = ServerConnection.Open, Time = TimeProvider.System },
            "activation", "hold", "7f3a", "--reason", "why", "--server", $"127.0.0.1:{FreePort()}");

        Assert.EndsWith("\n  Nothing was sent.", run.Error);
        Assert.DoesNotContain("In doubt", run.Error, StringComparison.Ordinal);
        Assert.Equal(5, run.ExitCode);
    }

    [Fact]
    public async Task What_answers_and_does_not_speak_gRPC_is_told_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerLikeABrowsersServerAsync(listener);
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        var run = await Run.Of(
            new ScriptedServer(),
            world => world with { Connect = ServerConnection.Open, Time = TimeProvider.System },
            "activation", "hold", "7f3a", "--reason", "why", "--request-id", "r-1", "--server", address);

        Assert.StartsWith($"error UNAVAILABLE\n  What answers at {address} does not speak gRPC: ", run.Error);
        Assert.EndsWith("\n  Nothing was sent.", run.Error);
        Assert.Equal(5, run.ExitCode);
        listener.Stop();
        await answering;
    }

    [Fact]
    public async Task A_demonstration_without_a_server_does_not_begin()
    {
        var server = new ScriptedServer().On<ListProductsRequest>(_ => throw new RpcException(
            new global::Grpc.Core.Status(StatusCode.Unavailable, "It is away.")));

        var run = await Run.Of(server, "demo", "lifecycle");

        Assert.StartsWith("error UNAVAILABLE\n  It is away.\n", run.Error);
        Assert.Equal("", run.Output);
        Assert.Equal(5, run.ExitCode);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_one_clear_line_with_its_address()
    {
        var port = FreePort();

        var run = await Run.Of(
            new ScriptedServer(),
            world => world with { Connect = ServerConnection.Open, Time = TimeProvider.System },
            "activation", "get", "7f3a", "--server", $"127.0.0.1:{port}");

        Assert.Equal(
            $"""
             error UNAVAILABLE
               No server answers at http://127.0.0.1:{port} (connection refused).
               Start it, or name another with --server or ORCHESTRATOR_SERVER.
             """,
            run.Error);
        Assert.Equal(5, run.ExitCode);
    }

    [Fact]
    public async Task The_address_may_come_from_the_environment()
    {
        Endpoint? called = null;
        var server = new ScriptedServer().On<GetActivationRequest>(_ => Samples.Running());

        await Run.Of(
            server,
            world => world with
            {
                Variable = name => name == "ORCHESTRATOR_SERVER" ? "https://orchestrator.example:443" : null,
                Connect = endpoint =>
                {
                    called = endpoint;
                    return new ServerConnection(server);
                },
            },
            "activation", "get", "7f3a", "--ca", "ca.pem");

        Assert.Equal(new Endpoint(new Uri("https://orchestrator.example:443"), "ca.pem"), called);
    }

    [Theory]
    [InlineData("no-such-file.pem")]
    public async Task A_certificate_file_that_cannot_be_read_is_wrong_usage(string file)
    {
        var run = await Run.Of(
            new ScriptedServer(),
            world => world with { Connect = ServerConnection.Open },
            "activation", "get", "7f3a", "--server", "https://127.0.0.1:1", "--ca", file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(file, run.Error);
    }

    [Theory]
    [InlineData("activation")]
    [InlineData("activation", "strt")]
    [InlineData("activation", "get")]
    [InlineData("activation", "get", "7f3a", "more")]
    [InlineData("activation", "get", "7f3a", "--server", "ftp://x")]
    [InlineData("activation", "get", "7f3a", "--caller", "Zoë")]
    [InlineData("activation", "get", "7f3a", "--timeout", "soon")]
    [InlineData("activation", "get", "7f3a", "--timeout", "0")]
    [InlineData("activation", "hold", "7f3a")]
    [InlineData("activation", "hold", "7f3a", "--reason", " ")]
    [InlineData("activation", "start", "--customer", "C-1")]
    [InlineData("activation", "start", "--action", "dance", "--customer", "C-1")]
    [InlineData("activation", "start", "--action", "provision", "--customer", "C-1", "--input", "speed")]
    [InlineData("activation", "start", "--action", "provision", "--customer", "C-1", "--due-time", "soon")]
    [InlineData("activation", "list", "--state", "happy")]
    [InlineData("activation", "resolve", "7f3a", "--step", "s", "--decision", "skip", "--reason", "x", "--step-input", "a=1")]
    [InlineData("activation", "resolve", "7f3a", "--step", "s", "--decision", "retry", "--reason", "x", "--step-output", "a=1")]
    [InlineData("workflow", "validate", "no-such-file.json")]
    [InlineData("workflow", "graph", "no-such-file.json")]
    [InlineData("sandbox", "dump", "--file", "no-such-file.db")]
    [InlineData("completion", "tcsh")]
    public async Task Wrong_usage_is_told_and_sends_nothing(params string[] arguments)
    {
        var server = new ScriptedServer();

        var run = await Run.Of(server, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.Equal("", run.Output);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Wrong_usage_is_JSON_for_programs()
    {
        var run = await Run.Of(new ScriptedServer(), "activation", "get", "--json");

        var status = Status.Parser.ParseJson(run.Error);
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.NotEqual("", status.Message);
        Assert.Equal(2, run.ExitCode);
    }

    private static ScriptedServer Failing(StatusCode code, string message, params IMessage[] details)
    {
        var status = new Status { Code = (int)code, Message = message };
        status.Details.AddRange(details.Select(Any.Pack));
        var trailers = new Metadata { { "grpc-status-details-bin", status.ToByteArray() } };
        return new ScriptedServer().On<GetActivationRequest>(_ =>
            throw new RpcException(new global::Grpc.Core.Status(code, message), trailers));
    }

    /// <summary>In HTTP/1.1, until it listens no more.</summary>
    private static async Task AnswerLikeABrowsersServerAsync(TcpListener listener)
    {
        var heard = new byte[4096];
        try
        {
            while (true)
            {
                using var caller = await listener.AcceptSocketAsync();
                await caller.ReceiveAsync(heard);
                await caller.SendAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray());
                caller.Shutdown(SocketShutdown.Both);
            }
        }
        catch (SocketException)
        {
            // It listens no more.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
