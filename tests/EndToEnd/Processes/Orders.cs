using Google.Protobuf.WellKnownTypes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>Orders for one of the tests' own workflows.</summary>
internal static class Orders
{
    /// <param name="workflow">Its definition's id.</param>
    /// <param name="id">The request's id, and the customer's.</param>
    /// <param name="input">Texts by the names of the workflow's inputs.</param>
    public static StartActivationRequest Order(
        string workflow, string id, params (string Name, string Value)[] input) => new()
        {
            RequestId = id,
            Action = Action.Custom,
            Customer = id,
            Workflow = $"workflows/{workflow}",
            Input = new Struct
            {
                Fields = { input.ToDictionary(member => member.Name, member => Value.ForString(member.Value)) },
            },
        };

    public static StartActivationRequest With(this StartActivationRequest order, string operation, string fault)
    {
        order.Labels.Add($"sandbox.{operation}", fault);
        return order;
    }
}
