using System.CommandLine;
using Orchestrator.Bench.Commands;
using Orchestrator.Bench.InProcess;

var root = new RootCommand("Every figure in the README comes from one of these commands.")
{
    SagaCommand.Create(SagaDefinitions.Saga3),
    SagaCommand.Create(SagaDefinitions.Saga3Undo),
    StartCommand.Create(),
    RecoverCommand.Create(),
    CoreCommand.Create(),
    ReadCommand.Create(),
    ScriptCommand.Create(),
    FlowCommand.Create(),
    WorstCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
