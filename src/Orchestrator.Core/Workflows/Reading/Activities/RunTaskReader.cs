using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class RunTaskReader
{
    private static readonly PropertyDescription Name =
        new("taskName", new PropertyShape.Input(DataType.String), "What is to be done.") { IsRequired = true };

    private static readonly PropertyDescription Payload =
        new("payload", new PropertyShape.Input(DataType.Object), "What is needed for it.");

    private static readonly PropertyDescription TaskId =
        new("taskId", new PropertyShape.Target(), "Where the task's id is kept: the signal of that name answers it.");

    public static readonly ActivityDescription Description =
        new("Elsa.RunTask", "Waits until a person or another program has done a task.", [Name, Payload, TaskId], Read)
        {
            Result = "result",
        };

    private static RunTask Read(ActivityReading reading) =>
        new RunTask(reading.Header, reading.Input(Name), reading.Input(Payload))
        {
            TaskId = reading.Target(TaskId.Name),
        };
}
