using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Generated;

/// <summary>Why a workflow cannot be generated.</summary>
internal static class GeneratedFailures
{
    /// <summary>What was generated does not fit what the adapters are now.</summary>
    public static CallFailedException Broken(GeneratedDefinition made, IReadOnlyList<Diagnostic> problems)
    {
        var first = problems.FirstOrDefault(problem => problem.Severity == Severity.Error);
        return new(
            Reason.WorkflowNeeded,
            $"What would undo it cannot be run by the adapters as they are: {first?.Code} {first?.Message} Configure what "
                + "is missing, or write a workflow and name it in product.json.")
        {
            Subject = made.Definition,
            Metadata = new SortedDictionary<string, string> { ["workflow"] = made.Definition, ["code"] = first?.Code ?? "" },
        };
    }

    /// <summary>The change cannot be computed before something has run.</summary>
    public static CallFailedException NoDiff(string from, string to, IReadOnlyList<string> why) => new(
        Reason.WorkflowNeeded,
        $"The change of '{from}' to '{to}' cannot be computed: {string.Join(' ', why)} Write a workflow for it, and name "
            + $"it under 'changes' in the product.json of '{from}'.")
    {
        Subject = to,
        Metadata = new SortedDictionary<string, string> { ["product"] = from, ["target"] = to },
    };
}
