using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Checks;

/// <summary>Gathers what is wrong with a request, so that all of it is told at once.</summary>
public sealed class Violations
{
    private readonly List<FieldProblem> _found = [];

    public IReadOnlyList<FieldProblem> Found => _found;

    public bool Any => _found.Count > 0;

    public void Add(string field, string description) => _found.Add(new FieldProblem(field, description));

    public void AddRange(IEnumerable<FieldProblem> problems) => _found.AddRange(problems);

    /// <summary>Whether nothing has been found about a field, or about what is in it.</summary>
    public bool IsFine(string field) => !_found.Exists(problem =>
        problem.Field.StartsWith(field, StringComparison.Ordinal)
        && (problem.Field.Length == field.Length || problem.Field[field.Length] is '.' or '['));

    /// <exception cref="CallFailedException">Something was found.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw Failures.InvalidFields(_found);
    }
}
