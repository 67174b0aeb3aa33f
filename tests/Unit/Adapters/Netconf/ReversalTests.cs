using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Tests.Unit.Adapters.Netconf;

/// <summary>What an edit changed is taken back, and nothing else is.</summary>
public sealed class ReversalTests
{
    private const int Seeds = 2_000;

    [Fact]
    public void Whatever_an_edit_does_to_whatever_configuration_its_reversal_restores_it()
    {
        var changed = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomTrees(seed);
            var before = random.Configuration();
            var edit = random.Edit(before, 0, 4);
            var after = Editing.Apply(edit, before, RandomTrees.Keys);

            var reversal = Reversal.Of(edit, before, after, after, RandomTrees.Keys);

            var restored = Editing.Apply(reversal.Edit, after, RandomTrees.Keys);
            Assert.Empty(reversal.Conflicts);
            Assert.True(
                RandomTrees.Canonical(before) == RandomTrees.Canonical(restored),
                $"seed {seed}: {edit}\n{reversal.Edit}");
            changed += RandomTrees.Canonical(before) == RandomTrees.Canonical(after) ? 0 : 1;
        }

        Assert.True(changed > Seeds / 2, $"only {changed} edits changed anything");
    }

    [Fact]
    public void What_is_kept_of_before_and_after_is_enough_and_what_others_changed_elsewhere_stays()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomTrees(seed);
            var before = random.Configuration();
            var (mine, others) = (random.Edit(before, 0, 2), random.Edit(before, 2, 4, isBeside: false));
            var after = Editing.Apply(mine, before, RandomTrees.Keys);
            var (keptBefore, keptAfter) = Pruning.Of(before, after, RandomTrees.Keys);
            var now = Editing.Apply(others, after, RandomTrees.Keys);

            var reversal = Reversal.Of(mine, keptBefore, keptAfter, now, RandomTrees.Keys);

            Assert.Empty(reversal.Conflicts);
            Assert.Equal(
                RandomTrees.Canonical(Editing.Apply(others, before, RandomTrees.Keys)),
                RandomTrees.Canonical(Editing.Apply(reversal.Edit, now, RandomTrees.Keys)));
        }
    }

    [Fact]
    public void What_was_taken_back_already_needs_nothing_more()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomTrees(seed);
            var before = random.Configuration();
            var edit = random.Edit(before, 0, 4);
            var after = Editing.Apply(edit, before, RandomTrees.Keys);

            var reversal = Reversal.Of(edit, before, after, before, RandomTrees.Keys);

            Assert.Empty(reversal.Conflicts);
            Assert.Empty(reversal.Edit.Elements());
        }
    }

    [Fact]
    public void A_leaf_that_somebody_has_changed_since_is_a_conflict_and_is_left_alone()
    {
        var (before, after, now) = (Line("<vlan>1</vlan>"), Line("<vlan>2</vlan>"), Line("<vlan>3</vlan>"));

        var reversal = Reversal.Of(after, before, after, now, RandomTrees.Keys);

        Assert.Equal(["/line[device=a][port=1]/vlan"], reversal.Conflicts);
        Assert.Empty(reversal.Edit.Elements());
    }

    [Fact]
    public void An_entry_that_the_edit_made_is_deleted_unless_others_have_put_entries_into_it()
    {
        var (nothing, made) = (new XElement(Xml.Base + "data"), Line("<vlan>2</vlan>"));
        var (tuned, used) = (Line("<vlan>3</vlan>"), Line("<vlan>2</vlan><filter><name>f</name></filter>"));

        Assert.Equal(
            "delete",
            Reversal.Of(made, nothing, made, tuned, RandomTrees.Keys).Edit.Elements().Single()
                .Attribute(Xml.Operation)!.Value);
        Assert.Equal(
            ["/line[device=a][port=1]"], Reversal.Of(made, nothing, made, used, RandomTrees.Keys).Conflicts);
    }

    [Fact]
    public void A_container_of_which_only_a_part_was_looked_at_is_never_deleted()
    {
        var keys = RandomTrees.Keys;
        var before = new XElement(Xml.Base + "data");
        var after = Xml.Parse("<data><lines><line><device>a</device><port>1</port></line></lines></data>");
        var edit = new XElement(after);

        var reversal = Reversal.Of(edit, before, after, after, keys);

        var lines = reversal.Edit.Elements().Single();
        Assert.Null(lines.Attribute(Xml.Operation));
        Assert.Equal("delete", lines.Elements().Single().Attribute(Xml.Operation)!.Value);
    }

    [Fact]
    public void Entries_that_nothing_tells_apart_are_refused_before_anything_is_changed()
    {
        var before = Xml.Parse("<data><server><name>a</name></server></data>");
        var after = Xml.Parse("<data><server><name>a</name></server><server><name>b</name></server></data>");

        var unfit = Assert.Throws<UnfitEditException>(
            () => Reversal.Of(after, before, after, after, ListKeys.None));

        Assert.Equal("KEYS_UNKNOWN", unfit.Code);
        Assert.Contains("'server'", unfit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_has_a_line_for_each_leaf()
    {
        var before = Line("<vlan>1</vlan><tag>x</tag><down>5</down>");
        var after = Line("<vlan>2</vlan><down>5</down><alarm><level>low</level></alarm>");

        Assert.Equal(
            """
            ~ /line[device=a][port=1]/vlan 1 -> 2
            - /line[device=a][port=1]/tag[.=x] x
            + /line[device=a][port=1]/alarm/level low
            """,
            DiffText.Of(before, after, RandomTrees.Keys));
        Assert.Equal("changes nothing", DiffText.Of(before, before, RandomTrees.Keys));
    }

    private static XElement Line(string content) =>
        Xml.Parse($"<data><line><device>a</device><port>1</port>{content}</line></data>");
}
