using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class WorkflowTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task A_published_version_is_there_byte_for_byte()
    {
        var content = Definitions.TwoSteps.Replace("For a test.", "Für  einen Test 🙂", StringComparison.Ordinal) + "\n";

        var published = await _server.Workflows.PublishWorkflowAsync(
            new PublishWorkflowRequest { RequestId = "p-1", Content = content },
            new Metadata { { "orchestrator-caller", "engineer" } });
        var got = await _server.Workflows.GetWorkflowAsync(new GetWorkflowRequest { Name = published.Name });

        var expected = new Workflow
        {
            Name = published.Name,
            DisplayName = "Test",
            Description = "Für  einen Test 🙂",
            Version = 1,
            State = Workflow.Types.State.Published,
            Content = content,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            Author = "engineer",
            PublishTime = published.PublishTime,
            Adapters = { "null" },
        };
        Assert.Equal(expected, published);
        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task Identical_content_is_one_version_and_the_same_request_one_answer()
    {
        var content = Definitions.TwoSteps;
        var request = new PublishWorkflowRequest { RequestId = _server.NewRequestId(), Content = content };
        var first = await _server.Workflows.PublishWorkflowAsync(request);

        var again = await _server.Workflows.PublishWorkflowAsync(request);
        var another = await _server.Workflows.PublishWorkflowAsync(
            new PublishWorkflowRequest { RequestId = _server.NewRequestId(), Content = content });
        var without = await _server.Workflows.PublishWorkflowAsync(new PublishWorkflowRequest { Content = content });
        var changed = await _server.Workflows.PublishWorkflowAsync(
            new PublishWorkflowRequest { Content = content + " " });

        Assert.Equal([first, first, first], [again, another, without]);
        Assert.Equal(2, changed.Version);
    }

    [Fact]
    public async Task A_request_id_that_was_used_for_other_content_is_refused()
    {
        var request = new PublishWorkflowRequest { RequestId = _server.NewRequestId(), Content = Definitions.TwoSteps };
        await _server.Workflows.PublishWorkflowAsync(request);
        request.Content = Definitions.TwoSteps;

        var refused = await Refused.ByAsync(_server.Workflows.PublishWorkflowAsync(request));

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Publishing_over_a_version_that_was_not_seen_is_refused()
    {
        var content = Definitions.TwoSteps;
        var first = await _server.PublishAsync(content);
        var second = await _server.Workflows.PublishWorkflowAsync(
            new PublishWorkflowRequest { Content = content + " ", ExpectedLatest = first });

        var refused = await Refused.ByAsync(_server.Workflows.PublishWorkflowAsync(
            new PublishWorkflowRequest { Content = content + "  ", ExpectedLatest = first }));
        var other = await Refused.ByAsync(_server.Workflows.PublishWorkflowAsync(
            new PublishWorkflowRequest { Content = content, ExpectedLatest = "workflows/other/versions/1" }));

        Assert.Equal((StatusCode.Aborted, "WORKFLOW_NOT_LATEST"), (refused.Code, refused.Reason));
        Assert.Equal((first, second.Name), (refused.Metadata["expected"], refused.Metadata["latest"]));
        Assert.Equal(["expected_latest"], other.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task Every_error_of_a_definition_is_told_with_its_place()
    {
        var content = Definitions.Sequence(
            "",
            Definitions.Step("a", more: ", \"timeout\": \"soon\""),
            Definitions.Step("b", more: ", \"onFailure\": \"perhaps\""),
            """{ "id": "c", "type": "Nobody.Knows" }""");

        var validated = await _server.Workflows.ValidateWorkflowAsync(
            new ValidateWorkflowRequest { Content = content });
        var refused = await Refused.ByAsync(
            _server.Workflows.PublishWorkflowAsync(new PublishWorkflowRequest { Content = content }));

        var errors = validated.Diagnostics.Where(one => one.Severity == Diagnostic.Types.Severity.Error).ToArray();
        Assert.False(validated.Valid);
        Assert.True(errors.Length >= 3, validated.ToString());
        Assert.Equal((StatusCode.InvalidArgument, "WORKFLOW_INVALID"), (refused.Code, refused.Reason));
        Assert.Equal(
            errors.Select(error => ("content" + error.Pointer, $"{error.Code} (line {error.Line}, column "
                + $"{error.Column}): {error.Message}")),
            refused.Fields);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\0")]
    [InlineData("{}")]
    public async Task What_is_no_definition_is_refused_and_not_published(string content)
    {
        var validated = await _server.Workflows.ValidateWorkflowAsync(
            new ValidateWorkflowRequest { Content = content });
        var refused = await Refused.ByAsync(
            _server.Workflows.PublishWorkflowAsync(new PublishWorkflowRequest { Content = content }));

        Assert.False(validated.Valid);
        Assert.Equal((StatusCode.InvalidArgument, "WORKFLOW_INVALID"), (refused.Code, refused.Reason));
        Assert.NotEmpty(refused.Fields);
    }

    [Fact]
    public async Task A_valid_definition_is_validated_without_being_published()
    {
        var content = Definitions.TwoSteps;
        var validated = await _server.Workflows.ValidateWorkflowAsync(
            new ValidateWorkflowRequest { Content = content });

        Assert.True(validated.Valid);
        Assert.Equal(
            1,
            (await _server.Workflows.PublishWorkflowAsync(new PublishWorkflowRequest { Content = content })).Version);
    }

    [Fact]
    public async Task Nothing_is_found_that_is_not_there_and_nothing_is_asked_without_a_name()
    {
        var client = _server.Workflows;
        var empty = await Refused.ByAsync(client.ValidateWorkflowAsync(new ValidateWorkflowRequest()));
        var publish = await Refused.ByAsync(client.PublishWorkflowAsync(
            new PublishWorkflowRequest { RequestId = new string('x', 129), ExpectedLatest = "workflows/a" }));
        var get = await Refused.ByAsync(
            client.GetWorkflowAsync(new GetWorkflowRequest { Name = "workflows/nobody-knows" }));
        var malformed = await Refused.ByAsync(client.GetWorkflowAsync(new GetWorkflowRequest { Name = "nonsense" }));
        var retire = await Refused.ByAsync(
            client.RetireWorkflowAsync(new RetireWorkflowRequest { Name = "workflows/nobody-knows/versions/1" }));
        var latest = await Refused.ByAsync(
            client.RetireWorkflowAsync(new RetireWorkflowRequest { Name = "workflows/nobody-knows" }));

        Assert.Equal(["content"], empty.Fields.Select(field => field.Field));
        Assert.Equal(["request_id", "expected_latest", "content"], publish.Fields.Select(field => field.Field));
        Assert.Equal(
            [(StatusCode.NotFound, "WORKFLOW_NOT_FOUND"), (StatusCode.NotFound, "WORKFLOW_NOT_FOUND")],
            [(get.Code, get.Reason), (retire.Code, retire.Reason)]);
        Assert.Equal(["name", "name"], malformed.Fields.Concat(latest.Fields).Select(field => field.Field));
    }

    [Fact]
    public async Task What_is_retired_is_shown_so_and_the_version_before_it_is_the_latest_again()
    {
        var content = Definitions.TwoSteps;
        var first = await _server.PublishAsync(content);
        var second = await _server.PublishAsync(content + " ");
        var name = first[..first.IndexOf("/versions/", StringComparison.Ordinal)];
        var request = new RetireWorkflowRequest { Name = second, RequestId = _server.NewRequestId() };

        var retired = await _server.Workflows.RetireWorkflowAsync(request);
        var again = await _server.Workflows.RetireWorkflowAsync(request);
        var latest = await _server.Workflows.GetWorkflowAsync(new GetWorkflowRequest { Name = name });

        Assert.Equal((second, Workflow.Types.State.Retired), (retired.Name, retired.State));
        Assert.Equal(retired, again);
        Assert.Equal(first, latest.Name);
        Assert.Equal(first, (await _server.RunAsync(name)).Workflow);
    }

    [Fact]
    public async Task A_list_shows_the_latest_versions_or_all_and_no_contents()
    {
        var content = Definitions.TwoSteps;
        var first = await _server.PublishAsync(content);
        var second = await _server.PublishAsync(content + " ");

        var latest = await PagesAsync(new ListWorkflowsRequest { PageSize = 2 });
        var all = await PagesAsync(new ListWorkflowsRequest { PageSize = 2, AllVersions = true });

        Assert.Contains(second, latest.Select(one => one.Name));
        Assert.DoesNotContain(first, latest.Select(one => one.Name));
        Assert.Equal(all.Select(one => one.Name).Distinct().Count(), all.Count);
        Assert.Contains(first, all.Select(one => one.Name));
        Assert.All(all, one => Assert.Empty(one.Content));
    }

    [Fact]
    public async Task A_bad_page_of_workflows_is_refused()
    {
        var refused = await Refused.ByAsync(
            _server.Workflows.ListWorkflowsAsync(new ListWorkflowsRequest { PageSize = -1, PageToken = "x" }));

        Assert.Equal(["page_size", "page_token"], refused.Fields.Select(field => field.Field));
    }

    private async Task<List<Workflow>> PagesAsync(ListWorkflowsRequest request)
    {
        var all = new List<Workflow>();
        do
        {
            var page = await _server.Workflows.ListWorkflowsAsync(request);
            all.AddRange(page.Workflows);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return all;
    }
}
