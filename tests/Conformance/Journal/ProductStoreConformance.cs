using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What every store of products keeps.</summary>
public abstract class ProductStoreConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private IProductStore Store => Process.Products;

    [Fact]
    public async Task A_version_comes_back_byte_for_byte_with_who_why_and_when()
    {
        var product = New("mail", "{ \"names\": { \"de\": \"Zoë 🚀 \\u0000\" } }\r\n") with { Reason = "a\n\"b\"" };

        var published = await PublishAsync(product);

        Assert.Equal(
            new StoredProduct("mail", 1, product.Content, product.ContentHash, "zoë", "a\n\"b\"", Noon), published);
        Assert.Equal(published, await Store.FindAsync("mail", 1, default));
        Assert.Equal(published, await Store.FindAsync("mail", 0, default));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        await PublishAsync(New("mail", "1"));

        Assert.Null(await Store.FindAsync("mail", 2, default));
        Assert.Null(await Store.FindAsync("line", 0, default));
        Assert.Null(await Store.FindRequestAsync("zoë", "never", default));
    }

    [Fact]
    public async Task Versions_never_change_and_the_same_content_again_is_the_latest_one()
    {
        Assert.Equal(1, (await PublishAsync(New("mail", "1"))).Version);
        Assert.Equal(2, (await PublishAsync(New("mail", "2"))).Version);
        Assert.Equal(2, (await PublishAsync(New("mail", "2"))).Version);
        Assert.Equal(3, (await PublishAsync(New("mail", "1"))).Version);

        Assert.Equal("1", (await Store.FindAsync("mail", 1, default))!.Content);
        Assert.Equal("2", (await Store.FindAsync("mail", 2, default))!.Content);
    }

    [Fact]
    public async Task A_request_id_is_one_version_of_its_caller()
    {
        var first = New("mail", "1") with { RequestId = "r-1" };
        await PublishAsync(first);
        await PublishAsync(New("mail", "2"));

        Assert.Equal(1, (await PublishAsync(first)).Version);
        Assert.Equal(1, (await PublishAsync(first with { ExpectedLatest = 7 })).Version);
        Assert.Equal(3, (await PublishAsync(first with { Caller = "bob" })).Version);
        Assert.Equal(new ProductRequest("hash of 1", "mail", 1), await Store.FindRequestAsync("zoë", "r-1", default));
    }

    [Fact]
    public async Task A_version_that_is_not_the_expected_one_keeps_everything_from_being_published()
    {
        await PublishAsync(New("mail", "1"));

        var refused = await Store.PublishAsync(
            New("mail", "2") with { ExpectedLatest = 0 }, [Workflow("mail-provision", "{}")], default);

        Assert.Equal(new ProductPublishResult.NotLatest(1), refused);
        Assert.Equal(1, (await Store.FindAsync("mail", 0, default))!.Version);
        Assert.Null(await Process.Workflows.FindAsync("mail-provision", 0, default));
        Assert.Equal(2, (await PublishAsync(New("mail", "2") with { ExpectedLatest = 1 })).Version);
    }

    [Fact]
    public async Task Workflows_come_with_their_product()
    {
        await Store.PublishAsync(
            New("mail", "1"), [Workflow("mail-provision", "{ }"), Workflow("mail-deprovision", "{}")], default);

        Assert.Equal("{ }", (await Process.Workflows.FindAsync("mail-provision", 1, default))!.Content);
        Assert.Equal("{}", (await Process.Workflows.FindAsync("mail-deprovision", 1, default))!.Content);
    }

    [Fact]
    public async Task Lists_are_by_id_and_from_the_newest_version_on()
    {
        foreach (var product in (string[])["b", "a-b", "a"])
        {
            await PublishAsync(New(product, "1"));
            await PublishAsync(New(product, "2"));
        }

        var all = await PagesAsync(allVersions: true);
        var latest = await PagesAsync(allVersions: false);

        Assert.Equal(["a/2", "a/1", "a-b/2", "a-b/1", "b/2", "b/1"], all);
        Assert.Equal(["a/2", "a-b/2", "b/2"], latest);
    }

    [Fact]
    public async Task Two_who_publish_at_once_get_two_versions()
    {
        var both = await Task.WhenAll(PublishAsync(New("mail", "1")), PublishAsync(New("mail", "2")));

        Assert.Equal([1, 2], both.Select(one => one.Version).Order());
        Assert.Equal(["1", "2"], both.Select(one => one.Content).Order());
    }

    private async Task<StoredProduct> PublishAsync(NewProductVersion product) =>
        ((ProductPublishResult.Published)await Store.PublishAsync(product, [], default)).Product;

    private async Task<IReadOnlyList<string>> PagesAsync(bool allVersions)
    {
        var all = new List<string>();
        (string, int)? after = null;
        while (true)
        {
            var page = await Store.ListAsync(allVersions, after, 2, default);
            all.AddRange(page.Select(one => $"{one.Id}/{one.Version}"));
            if (page.Count < 2)
                return all;

            after = (page[^1].Id, page[^1].Version);
        }
    }

    private static NewProductVersion New(string id, string content) => new(
        id,
        content,
        $"hash of {content}",
        "zoë",
        "because",
        "zoë",
        Guid.NewGuid().ToString(),
        $"hash of {content}",
        ExpectedLatest: null,
        Noon);

    private static NewWorkflowVersion Workflow(string definition, string content) => new(
        definition,
        definition,
        "",
        content,
        $"hash of {content}",
        [],
        "zoë",
        "zoë",
        Guid.NewGuid().ToString(),
        "h",
        ExpectedLatest: null,
        Noon);
}
