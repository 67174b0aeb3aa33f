using Orchestrator.Engine.Instances;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Instances;

public sealed class InstancesSchemaTests
{
    private const string File = "schema/adapters.schema.json";

    [Fact]
    public void The_schema_in_the_repository_is_the_one_that_files_are_held_against()
    {
        var path = Repository.PathOf(File);
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_APPROVE") == "1")
            System.IO.File.WriteAllText(path, InstancesSchema.Text + "\n");

        Assert.Equal(InstancesSchema.Text + "\n", System.IO.File.ReadAllText(path));
    }
}
