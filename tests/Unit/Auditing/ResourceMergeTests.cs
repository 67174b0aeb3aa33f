using Orchestrator.Adapters;
using Orchestrator.Engine.Auditing.Comparing;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Auditing;

/// <summary>Two lists of any order and length are laid side by side in little memory.</summary>
public sealed class ResourceMergeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new("merge");

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(700)]
    [InlineData(1)]
    public void Every_resource_of_either_side_comes_once_in_order_however_little_memory_there_is(int bytesMax)
    {
        var random = new Random(bytesMax);
        var names = Enumerable.Range(0, 500).Select(number => $"r{number:D3}").ToArray();
        using var merge = new ResourceMerge(_folder.Path, bytesMax);
        foreach (var name in names.Where(static name => name[^1] != '7').OrderBy(_ => random.Next()))
            merge.AddHeld("port", name, Held("s", ("a", name)));
        foreach (var name in names.Where(static name => name[^1] != '3').OrderBy(_ => random.Next()))
            merge.AddListed(Resource("port", name, ("a", name[^1] == '5' ? "other" : name)));

        var pairs = merge.Pairs().ToList();

        Assert.Equal(names, pairs.Select(static pair => pair.ExternalId));
        Assert.Equal(
            names.Where(static name => name[^1] == '7'),
            pairs.Where(static pair => pair.Held.Count == 0).Select(static pair => pair.ExternalId));
        Assert.Equal(
            names.Where(static name => name[^1] == '3'),
            pairs.Where(static pair => pair.Listed is null).Select(static pair => pair.ExternalId));
        Assert.Equal(
            names.Where(static name => name[^1] == '5'),
            pairs.Where(static pair => pair.Differences().Count > 0).Select(static pair => pair.ExternalId));
        Assert.Equal((450, 450), (merge.HeldCount, merge.ListedCount));
    }

    [Fact]
    public void Services_that_share_a_resource_are_one_pair_and_a_resource_that_is_listed_twice_is_one()
    {
        using var merge = new ResourceMerge(_folder.Path, 64);
        merge.AddHeld("account", "a", Held("s2"));
        merge.AddHeld("account", "a", Held("s1"));
        merge.AddListed(Resource("account", "a"));
        merge.AddListed(Resource("account", "a"));

        var pair = Assert.Single(merge.Pairs());

        Assert.Equal(["s1", "s2"], pair.Held.Select(static one => one.Service));
        Assert.NotNull(pair.Listed);
    }

    [Fact]
    public void Kinds_and_ids_are_not_mixed_up_and_any_text_comes_back_as_it_was()
    {
        using var merge = new ResourceMerge(_folder.Path, 1);
        string[] ids = ["", "a", "a/b", "z", "ä", "\uE000", "\U0001F600"];
        foreach (var id in ids)
            merge.AddHeld("k", id, Held("s \U0001F600", ("naïve", "\U0001F600\n")));
        merge.AddHeld("ka", "", Held("s"));
        merge.AddListed(Resource("k", "a", ("naïve", "\U0001F600\n")));

        var pairs = merge.Pairs().ToList();

        Assert.Equal([.. ids.Select(static id => ("k", id)), ("ka", "")], pairs.Select(static pair => (pair.Kind, pair.ExternalId)));
        Assert.True(pairs[1].IsSame);
        Assert.Equal("s \U0001F600", pairs[0].Held[0].Service);
        Assert.Equal("\U0001F600\n", pairs[0].Held[0].Attributes["naïve"]);
        Assert.Equal((7L, "make", Noon), (pairs[0].Held[0].Activation, pairs[0].Held[0].Step, pairs[0].Held[0].Since));
    }

    [Fact]
    public void What_it_keeps_on_the_disk_has_no_name_and_is_gone_with_it()
    {
        using (var merge = new ResourceMerge(_folder.Path, 1))
        {
            merge.AddListed(Resource("k", "a"));
            merge.AddListed(Resource("k", "b"));
            Assert.Equal(2, merge.Pairs().Count());
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static HeldResource Held(string service, params (string Name, string Value)[] attributes) =>
        new(service, 7, "make", Noon, attributes.ToDictionary(static one => one.Name, static one => one.Value));

    private static Resource Resource(string kind, string id, params (string Name, string Value)[] attributes) =>
        new(kind, id) { Attributes = attributes.ToDictionary(static one => one.Name, static one => one.Value) };
}
