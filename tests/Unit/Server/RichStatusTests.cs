using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Tests.Unit.Architecture;
using Status = Google.Rpc.Status;

namespace Orchestrator.Tests.Unit.Server;

public sealed class RichStatusTests
{
    [Fact]
    public void A_refusal_carries_everything_that_its_caller_needs()
    {
        var failure = new CallFailedException(Reason.ServiceBusy, "services/7 is busy.")
        {
            Subject = "services/7",
            RetryAfter = TimeSpan.FromSeconds(2),
            Metadata = new SortedDictionary<string, string> { ["activation"] = "activations/1" },
            Fields = [new FieldProblem("service", "is busy.")],
        };

        var rpc = RichStatus.ToRpc(failure, "request-1");

        Assert.Equal((StatusCode.FailedPrecondition, "services/7 is busy."), (rpc.StatusCode, rpc.Status.Detail));
        var expected = new Status { Code = 9, Message = "services/7 is busy." };
        expected.Details.Add(
            Any.Pack(new ErrorInfo
            {
                Type = "SERVICE_BUSY",
                Domain = "orchestrator",
                Metadata = { ["activation"] = "activations/1" },
            }));
        expected.Details.Add(Any.Pack(new PreconditionFailure
        {
            Violations =
            {
                new PreconditionFailure.Types.Violation
                {
                    Type = "SERVICE_BUSY",
                    Subject = "services/7",
                    Description = "services/7 is busy.",
                },
            },
        }));
        expected.Details.Add(Any.Pack(new RetryInfo { RetryDelay = new Duration { Seconds = 2 } }));
        expected.Details.Add(Any.Pack(new RequestInfo { RequestId = "request-1" }));
        expected.Details.Add(Any.Pack(new BadRequest
        {
            FieldViolations = { new BadRequest.Types.FieldViolation { Field = "service", Description = "is busy." } },
        }));
        Assert.Equal(expected, Status.Parser.ParseFrom(rpc.Trailers.GetValueBytes("grpc-status-details-bin")));
    }

    [Fact]
    public void So_many_violations_that_a_client_could_not_take_them_are_cut_and_counted()
    {
        var problems = Enumerable.Range(0, 1000)
            .Select(number => new FieldProblem($"input.field{number}", new string('x', 300)))
            .ToArray();

        var status = RichStatus.Of(Failures.InvalidFields(problems));

        var shown = status.Details[^1].Unpack<BadRequest>().FieldViolations.Count;
        var metadata = status.Details[0].Unpack<ErrorInfo>().Metadata;
        Assert.InRange(status.CalculateSize(), 4000, 5100);
        Assert.Equal(("1000", shown.ToString()), (metadata["violationsTotal"], metadata["violationsShown"]));
    }

    [Fact]
    public void A_message_is_cut_between_characters()
    {
        var status = RichStatus.Of(
            new CallFailedException(Reason.Internal, string.Concat(Enumerable.Repeat("🙂", 400))));

        Assert.Equal(string.Concat(Enumerable.Repeat("🙂", 299)) + "…", status.Message);
    }

    [Fact]
    public void No_two_reasons_have_one_name() =>
        Assert.Equal(Reason.All.Count, Reason.All.Select(reason => reason.Name).Distinct().Count());

    [Fact]
    public void The_list_of_reasons_leaves_none_out() =>
        Assert.Equal(
            typeof(Reason)
                .GetProperties()
                .Where(property => property.PropertyType == typeof(Reason))
                .Select(property => (Reason)property.GetValue(null)!),
            Reason.All);

    [Fact]
    public void Every_reason_has_a_page_that_names_its_status()
    {
        var pages = Path.Combine(Repository.Root, "docs", "errors");

        Assert.All(Reason.All, reason =>
        {
            var page = File.ReadAllText(Path.Combine(pages, reason.Name + ".md"));
            var status = string.Concat(reason.Code.ToString().Select((character, index) =>
                index > 0 && char.IsUpper(character) ? $"_{character}" : char.ToUpperInvariant(character).ToString()));
            Assert.StartsWith($"# {reason.Name}\n\nStatus `{status}`.\n", page, StringComparison.Ordinal);
        });
    }
}
