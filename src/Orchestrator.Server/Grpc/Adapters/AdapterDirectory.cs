using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Adapters;

/// <summary>Where it is known from how it is with adapter instances.</summary>
/// <param name="Node">The id of this node.</param>
/// <param name="Registry">The instances of this node.</param>
/// <param name="Decisions">What people decided about instances.</param>
/// <param name="Windows">When calls may begin; null: always.</param>
internal sealed record AdapterDirectory(
    string Node, AdapterRegistry Registry, IAdapterDecisions Decisions, WindowCalendar? Windows);
