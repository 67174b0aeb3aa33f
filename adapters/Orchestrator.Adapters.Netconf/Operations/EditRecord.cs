using System.Text.Json;
using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>What is kept of an edit before it is made: all that telling and undoing it will need.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Edit">What is edited, filled in.</param>
/// <param name="Before">What was there, of what the edit changes.</param>
/// <param name="After">What will be there instead.</param>
/// <param name="Keys">What tells entries of lists apart.</param>
/// <param name="Output">What the call will answer.</param>
/// <param name="IsNew">Whether there was nothing at all in its scope before.</param>
internal sealed record EditRecord(
    string Device,
    string Edit,
    string Before,
    string After,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Keys,
    JsonElement Output,
    bool IsNew)
{
    public EditedTrees ToTrees() => new(
        Xml.Parse(Edit), Xml.Parse(Before), Xml.Parse(After), ListKeys.Of(JsonSerializer.SerializeToElement(Keys)));

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this);

    public static EditRecord Of(JsonElement json) => json.Deserialize<EditRecord>()!;
}

/// <summary>The same as trees.</summary>
internal sealed record EditedTrees(XElement Edit, XElement Before, XElement After, ListKeys Keys)
{
    public bool HasChange => !XNode.DeepEquals(Before, After);

    public XElement Scope => Trees.Scope.Of(Edit, Keys);

    /// <summary>What takes it back from what is there now.</summary>
    public Reversal ReversalFrom(XElement now) => Reversal.Of(Edit, Before, After, now, Keys);

    /// <summary>Whether all that the edit changes is as it was before.</summary>
    public bool IsUndoneIn(XElement now) => IsNothing(ReversalFrom(now));

    /// <summary>Whether all that the edit changes is as the edit makes it.</summary>
    public bool IsDoneIn(XElement now) => IsNothing(Reversal.Of(Edit, After, Before, now, Keys));

    private static bool IsNothing(Reversal reversal) => reversal.Conflicts.Count == 0 && !reversal.Edit.HasElements;
}
