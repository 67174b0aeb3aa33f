using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class ForkReader
{
    private static readonly PropertyDescription Branches =
        new("branches", new PropertyShape.Children(), "What runs side by side.");

    private static readonly PropertyDescription JoinMode =
        new(
            "joinMode",
            new PropertyShape.Choice(["WaitAll", "WaitAny"]),
            "Whether it ends with all branches, or with the first, cancelling the rest.")
        {
            Default = "WaitAll",
        };

    public static readonly ActivityDescription Description =
        new(
            "Elsa.Fork",
            "Runs branches side by side, and ends with all of them or with the first.",
            [Branches, JoinMode],
            Read);

    private static Fork Read(ActivityReading reading) =>
        new Fork(reading.Header, reading.Children(Branches), reading.Choice(JoinMode) == "WaitAny");
}
