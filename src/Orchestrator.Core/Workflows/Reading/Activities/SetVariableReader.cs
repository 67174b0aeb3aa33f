using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class SetVariableReader
{
    private static readonly PropertyDescription Variable =
        new("variable", new PropertyShape.VariableReference(), "The variable that is set.") { IsRequired = true };

    private static readonly PropertyDescription NewValue =
        new(
            "value",
            new PropertyShape.Input(DataType.Object),
            "Its new value, which is converted to the variable's type.");

    public static readonly ActivityDescription Description =
        new("Elsa.SetVariable", "Sets a variable.", [Variable, NewValue], Read);

    private static SetVariable Read(ActivityReading reading) =>
        new SetVariable(reading.Header, Find(reading), reading.Input(NewValue));

    private static VariableDeclaration Find(ActivityReading reading)
    {
        if (reading.Find(Variable) is not { } node)
            return Nowhere("");

        // Elsa finds variables by id; a file written by hand may give the name alone.
        var id = node["id"]?.Text ?? node.Text;
        var name = node["name"]?.Text;
        var found = id is not null ? reading.Scope.ById(id) : name is not null ? reading.Scope.ByName(name) : null;
        if (found is not null)
        {
            reading.Definition.UsedVariables.Add(found.Id);
            return found;
        }

        reading.Add(DiagnosticCodes.UnknownVariable, node, id is null && name is null
            ? "'variable' names no variable. Write {\"id\": \"...\", \"name\": \"...\"}."
            : $"There is no variable '{id ?? name}' in the scope of activity '{reading.Header.Id}'. {reading.Definition.Report.DidYouMean(id ?? name!, reading.Scope.All().Select(one => one.Id))}Declare it, or correct the id.");
        return Nowhere(id ?? name ?? "");
    }

    /// <summary>No scope has it: setting it is a fault.</summary>
    private static VariableDeclaration Nowhere(string id) => new(id, id, DataType.Object, Value.Null);
}
