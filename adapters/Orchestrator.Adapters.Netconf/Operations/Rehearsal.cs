using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Sessions;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>
/// Finds out what an edit will make of a device, and that it can be taken back: on the candidate, by doing both there
/// and looking; without one, by working it out.
/// </summary>
internal sealed class Rehearsal(
    EditSession edit, XElement config, XElement scope, XElement before, ListKeys keys)
{
    /// <returns>What will be there.</returns>
    /// <exception cref="UnfitEditException">It could not be taken back.</exception>
    /// <exception cref="Messages.NetconfException">The device refuses it.</exception>
    public async Task<XElement> RunAsync(bool isReversible, CancellationToken cancellation)
    {
        if (!edit.HasCandidate)
        {
            var expected = Editing.Apply(config, before, keys);
            if (isReversible)
                Check(Editing.Apply(ReversalOf(expected), expected, keys));
            return expected;
        }

        await edit.TryAsync(config, cancellation).ConfigureAwait(false);
        var after = await edit.ReadAsync(scope, cancellation).ConfigureAwait(false);
        if (isReversible && !XNode.DeepEquals(before, after))
        {
            await edit.TryAsync(ReversalOf(after), cancellation).ConfigureAwait(false);
            Check(await edit.ReadAsync(scope, cancellation).ConfigureAwait(false));
        }

        await edit.DiscardAsync(cancellation).ConfigureAwait(false);
        return after;
    }

    private XElement ReversalOf(XElement after) => Reversal.Of(config, before, after, after, keys).Edit;

    private void Check(XElement restored)
    {
        if (!AreAlike(before, restored))
            throw new UnfitEditException(
                "NOT_REVERSIBLE", "Undoing the edit would not restore what is there: afterwards there would be "
                    + $"{DiffText.Of(before, restored, keys).Replace("\n", "; ", StringComparison.Ordinal)}. Declare "
                    + "the keys of its lists, and none for leaf-lists.");
    }

    /// <summary>Whether they are the same, but for containers that nothing is in.</summary>
    private static bool AreAlike(XElement one, XElement other) =>
        XNode.DeepEquals(WithoutEmpty(one), WithoutEmpty(other));

    private static XElement WithoutEmpty(XElement tree)
    {
        var copy = new XElement(tree);
        foreach (var empty in copy.Elements().Where(node => !node.HasElements && node.Value.Length == 0).ToList())
            empty.Remove();
        return copy;
    }
}
