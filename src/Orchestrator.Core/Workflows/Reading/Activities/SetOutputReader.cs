using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class SetOutputReader
{
    private static readonly PropertyDescription Name =
        new("outputName", new PropertyShape.Input(DataType.String), "Which output of the workflow.")
        {
            IsRequired = true,
        };

    private static readonly PropertyDescription NewValue =
        new("outputValue", new PropertyShape.Input(DataType.Object), "Its value.");

    public static readonly ActivityDescription Description =
        new("Elsa.SetOutput", "Sets an output of the workflow.", [Name, NewValue], Read);

    private static SetOutput Read(ActivityReading reading) =>
        new SetOutput(reading.Header, reading.Input(Name), reading.Input(NewValue));
}
