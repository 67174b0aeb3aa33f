using System.CommandLine;
using Orchestrator.Bench.Commands;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.OverGrpc;

var server = Options.Server();
var root = new RootCommand("Every figure in the README comes from one of these commands.")
{
    SagaCommand.Create(SagaDefinitions.Saga3),
    SagaCommand.Create(SagaDefinitions.Saga3Undo),
    AnalysisCommand.Create(),
    StartCommand.Create(),
    RecoverCommand.Create(),
    ClusterCommand.Create(),
    CoreCommand.Create(),
    ReadCommand.Create(),
    ScriptCommand.Create(),
    FlowCommand.Create(),
    WorstCommand.Create(),
    AuditCommand.Create(),
    TimelineCommand.Create(),
    StoredCommand.Create(),
    SoakCommand.Create(),
    CompareCommand.Create(),
    server,
};
var parsed = root.Parse(args);
ServerProcess.Folder = parsed.GetValue(server) ?? ServerProcess.Folder;
return await parsed.InvokeAsync();
