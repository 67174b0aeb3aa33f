using Google.Protobuf.WellKnownTypes;
using Orchestrator.Adapters;
using Orchestrator.Engine.Workers;
using Kind = Orchestrator.V1.AdapterCall.Types.Kind;

namespace Orchestrator.Server.Grpc.Workers;

/// <summary>What workers are told, as messages.</summary>
internal static class OrderRendering
{
    /// <summary>A protobuf duration holds no more than 10,000 years.</summary>
    private static readonly TimeSpan DeadlineMax = TimeSpan.FromDays(365);

    public static V1.WorkResponse Welcome(string node, TimeSpan lease, IReadOnlyList<V1.WorkerNode> nodes) => new()
    {
        Welcome = new V1.Welcome { Node = node, Lease = Duration.FromTimeSpan(lease), Nodes = { nodes } },
    };

    public static V1.WorkResponse Nodes(IReadOnlyList<V1.WorkerNode> nodes) => new()
    {
        Nodes = new V1.ServingNodes { Nodes = { nodes } },
    };

    public static V1.WorkResponse Render(WorkerOrder order, TimeSpan lease) => order switch
    {
        WorkerOrder.Make make => new() { Call = Call(make, lease) },
        WorkerOrder.Cancel cancel => new() { Cancel = new V1.CancelCall { Call = cancel.Id, Reason = cancel.Why } },
        WorkerOrder.Leave leave => new() { Leave = new V1.LeaveStream { Reason = leave.Why } },
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    private static V1.AdapterCall Call(WorkerOrder.Make make, TimeSpan lease)
    {
        var call = new V1.AdapterCall
        {
            Id = make.Id,
            Kind = make.Kind switch
            {
                WorkerCallKind.Execute => Kind.Execute,
                WorkerCallKind.Read => Kind.Read,
                WorkerCallKind.Preview => Kind.Preview,
                _ => Kind.List,
            },
            Lease = Duration.FromTimeSpan(lease),
        };
        return make.What is null ? call : Fill(call, make.What);
    }

    private static V1.AdapterCall Fill(V1.AdapterCall call, AdapterCall what)
    {
        call.Operation = what.Operation;
        call.Input = what.Input.GetRawText();
        call.IdempotencyKey = what.IdempotencyKey;
        call.Undoes = what.Undoes ?? "";
        call.Attempt = what.Attempt;
        foreach (var (name, value) in what.Labels)
            call.Labels.Add(name, value);
        if (what.Timeout > TimeSpan.Zero && what.Timeout < DeadlineMax)
            call.Deadline = Duration.FromTimeSpan(what.Timeout);
        return call;
    }
}
