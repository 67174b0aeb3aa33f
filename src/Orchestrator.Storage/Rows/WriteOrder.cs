using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;

namespace Orchestrator.Storage.Rows;

/// <summary>What of a write's transitions is kept besides the journal, and the rules that every write keeps.</summary>
internal static class WriteOrder
{
    /// <summary>
    /// Each activation's last entry in the write: those that give a service free first, so that another one in the same
    /// write can take it.
    /// </summary>
    public static IEnumerable<(Transition Transition, ActivationEntry Entry)> Entries(ShardOutput.Write write)
    {
        foreach (var transition in write.Transitions)
        {
            if (LastEntry(write, transition) is { OpenService: null } entry)
                yield return (transition, entry);
        }

        foreach (var transition in write.Transitions)
        {
            if (LastEntry(write, transition) is { OpenService: not null } entry)
                yield return (transition, entry);
        }
    }

    /// <summary>What was asked for, where the write begins the activation.</summary>
    public static ActivationOrder? OrderOf(ShardOutput.Write write, long activation)
    {
        foreach (var transition in write.Transitions)
        {
            if (transition.Activation == activation && transition.Entry?.Accepted is { } accepted)
                return accepted.Order;
        }

        return null;
    }

    /// <summary>What makes a start unique; null for an order without a request id.</summary>
    public static byte[]? KeyOf(ActivationOrder order) =>
        order.RequestId.Length == 0 ? null : RequestKey.Of(order.Caller, order.RequestId);

    public static bool IsOneActivation(ShardOutput.Write write)
    {
        for (var index = 1; index < write.Transitions.Count; index++)
        {
            if (write.Transitions[index].Activation != write.Transitions[0].Activation)
                return false;
        }

        return true;
    }

    /// <summary>Whether an activation of the write takes a service that was there before.</summary>
    public static bool TakesService(ShardOutput.Write write)
    {
        foreach (var transition in write.Transitions)
        {
            if (transition.Seen is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether the write makes an activation give a service free.</summary>
    public static bool GivesFree(ShardOutput.Write write, long activation, string service)
    {
        foreach (var (transition, entry) in Entries(write))
        {
            if (transition.Activation == activation)
                return entry.OpenService != service;
        }

        return false;
    }

    /// <summary>
    /// The transition before this one in the same write and of the same activation; null for the first.
    /// </summary>
    public static Transition? Previous(ShardOutput.Write write, int index)
    {
        var activation = write.Transitions[index].Activation;
        while (--index >= 0)
        {
            if (write.Transitions[index].Activation == activation)
                return write.Transitions[index];
        }

        return null;
    }

    /// <summary>The number of the event before the transition's first one.</summary>
    public static long Before(Transition transition) => transition.Sequence - transition.Events.Count;

    /// <exception cref="InvalidOperationException">The journal would have a hole, or an activation without a
    /// beginning.</exception>
    public static void Check(Transition transition, long lastSequence)
    {
        var before = Before(transition);
        if (transition.Events.Count == 0 || before != lastSequence)
        {
            throw new InvalidOperationException(
                $"Events {before + 1} to {transition.Sequence} of activations/{ActivationId.ToText(transition.Activation)} do not follow its "
                + $"last event, {lastSequence}. Nothing was written.");
        }

        if ((before == 0) != (transition.Entry?.Accepted is not null))
        {
            throw new InvalidOperationException(
                $"The first transition of activations/{ActivationId.ToText(transition.Activation)}, and no other, says "
                + "what was asked for. Nothing was written.");
        }
    }

    private static ActivationEntry? LastEntry(ShardOutput.Write write, Transition transition)
    {
        if (transition.Entry is null)
            return null;

        for (var index = write.Transitions.Count - 1; index >= 0; index--)
        {
            var other = write.Transitions[index];
            if (ReferenceEquals(other, transition))
                return transition.Entry;
            if (other.Activation == transition.Activation && other.Entry is not null)
                return null;
        }

        return null;
    }
}
