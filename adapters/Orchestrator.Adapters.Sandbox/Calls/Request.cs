using Orchestrator.Adapters.Sandbox.Faults;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>
/// A call with everything that decides what becomes of it, so that it can be carried out in the writer's transaction.
/// </summary>
internal sealed record Request(
    AdapterDefinition Adapter, SandboxOperation Operation, AdapterCall Call, Fault? Fault, string Time);
