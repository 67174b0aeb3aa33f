using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Products.Reading;

/// <summary>Reads the document from top to bottom.</summary>
internal sealed class ProductReading(Node root, MemberReading members)
{
    private const int IdLengthMax = 64;

    private readonly List<ProductReference> _references = [];

    public ProductContent Read()
    {
        members.Expect(root, "A product", [.. ProductMembers.OfProduct]);
        var id = ReadId();
        var payment = PaymentReading.Read(members.Object(root["payment"]), members);
        var product = new ProductContent(
            id, members.NeedText(root, "displayName", "what people call the product") ?? id, ReadActions())
        {
            Names = ReadNames(),
            Description = members.Text(root["description"]) ?? "",
            Payment = payment,
            Changes = ReadChanges(),
            Cancellation = CancellationReading.Read(members.Object(root["cancellation"]), payment, members),
            FollowUps = ReadFollowUps(),
            Waivers = WaiverReading.Read(root["waivers"], members),
            Inputs = ReadInputs(),
            References = _references,
        };
        CheckTerm(product);
        return product;
    }

    internal static bool IsId(string text) => text.Length <= IdLengthMax
        && text.Length > 0
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private string ReadId()
    {
        var at = members.Need(root, "id", "what orders call the product");
        if (members.Text(at) is not { } id)
            return "";
        if (!IsId(id))
            members.Add(
                ProductCodes.BadName,
                at!,
                $"'id' must be 1 to {IdLengthMax} lower-case letters, digits and hyphens, a letter or digit first.");
        return id;
    }

    private Dictionary<string, string> ReadNames()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members.Object(root["names"]) is { } found ? found.Children : [])
        {
            if (members.Text(member) is { } name)
                names[member.Name!] = name;
        }

        return names;
    }

    private Dictionary<ActivationAction, string> ReadActions()
    {
        var workflows = new Dictionary<ActivationAction, string>();
        var actions = members.Object(members.Need(root, "actions", "the workflow of each action"));
        if (actions is null)
            return workflows;

        members.Expect(actions, "'actions'", [.. ProductMembers.Actions.Keys]);
        members.Need(actions, "provision", "the workflow that makes a service of the product");
        foreach (var member in actions.Children)
        {
            if (ProductMembers.Actions.TryGetValue(member.Name!, out var action)
                && ReadWorkflow(member, $"the workflow of {member.Name}") is { } workflow)
                workflows[action] = workflow;
        }

        return workflows;
    }

    private Dictionary<string, ProductChange> ReadChanges()
    {
        var changes = new Dictionary<string, ProductChange>(StringComparer.Ordinal);
        foreach (var member in members.Object(root["changes"]) is { } found ? found.Children : [])
        {
            if (!IsId(member.Name!))
                members.Add(ProductCodes.BadName, member, $"'{member.Name}' is no product's id.");
            if (members.Object(member) is { } change && ReadChange(change) is { } read)
                changes[member.Name!] = read;
        }

        return changes;
    }

    private ProductChange? ReadChange(Node change)
    {
        members.Expect(change, "A change", "workflow", "by");
        if (change["workflow"] is { } named && change["by"] is { } by)
            members.Add(
                ProductCodes.Contradiction, by, "A change is by 'workflow', or 'by' diff. Leave one of them out.");
        else if (change["workflow"] is null && change["by"] is null)
            members.Add(
                ProductCodes.Missing, change, "A change names a 'workflow', or says that it is 'by' diff. Add one of them.");

        var byDiff = members.Choice(change["by"], ProductMembers.ChangeWays);
        if (change["workflow"] is { } at)
            return ReadWorkflow(at, $"the workflow of the change to {change.Name}") is { } workflow
                ? new ProductChange(workflow)
                : null;

        return byDiff is null ? null : new ProductChange(Workflow: null);
    }

    private FollowUp[] ReadFollowUps()
    {
        var found = new List<FollowUp>();
        foreach (var item in members.Objects(root["followUps"]))
        {
            var workflow = item["workflow"] is { } at
                ? ReadWorkflow(at, $"the workflow of follow-up '{item["id"]?.Text}'")
                : null;
            if (FollowUpReading.Read(item, workflow, members) is not { } followUp)
                continue;
            if (found.Any(other => other.Id == followUp.Id))
                members.Add(
                    ProductCodes.GivenTwice, item["id"]!, $"There are two follow-ups '{followUp.Id}'. Rename one of them.");
            found.Add(followUp);
        }

        return [.. found];
    }

    private string? ReadInputs()
    {
        var inputs = members.Object(members.Need(root, "inputs", "the JSON Schema of what an order brings"));
        return inputs is null ? null : ValueJson.ToText(inputs.ToValue());
    }

    private string? ReadWorkflow(Node at, string use)
    {
        if (members.Text(at) is not { } workflow)
            return null;

        _references.Add(new ProductReference(at.Pointer, workflow, use));
        return workflow;
    }

    /// <summary>What is counted from the end of a term needs one.</summary>
    private void CheckTerm(ProductContent product)
    {
        if (product.Cancellation.Term is not null)
            return;

        foreach (var item in members.Objects(root["followUps"]).Where(item => item["beforeTermEnd"] is not null))
            members.Add(
                ProductCodes.Contradiction,
                item["beforeTermEnd"]!,
                "Without a term nothing is before its end. Add 'cancellation.term', or a recurring payment's 'period'.");
    }
}
