using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Which tokens an activity of a flowchart waits for, where several connections lead to it.</summary>
public enum MergeMode
{
    /// <summary>It runs as soon as no token is still on its way to where its connections come from.</summary>
    Stream,

    /// <summary>All forward connections must hold a token.</summary>
    Merge,

    /// <summary>All connections must hold one, those that lead back too.</summary>
    Converge,

    /// <summary>The first token runs it, and those of the other connections are taken away once each.</summary>
    Cascade,

    /// <summary>The same, and what still runs before it is cancelled.</summary>
    Race,
}

/// <summary>The mode of tokens.</summary>
public sealed partial class Flowchart
{
    private void MoveTokens(Burst burst, Frame frame, Ended child)
    {
        var taken = _from[_places[child.Activity]].Where(connection => Follows(connection, child.Outcomes)).ToArray();
        var used = _intoAny[_places[child.Activity]]
            .Where(connection => taken.Contains(connection) || Tokens(frame)?.PlainOn(connection.Index) > 0)
            .Select(connection => connection.Index)
            .ToArray();
        if (taken.Length + used.Length > 0)
            burst.Emit(new TokensMoved(
                frame.Id,
                Given: taken.Length > 0 ? [.. taken.Select(connection => connection.Index)] : null,
                Taken: used.Length > 0 ? used : null));

        foreach (var connection in taken)
            Arrive(burst, frame, connection);
        if (frame.IsIdle && Tokens(frame)?.HasPlain != true)
            burst.Close(frame);
    }

    private void Arrive(Burst burst, Frame frame, Connection connection)
    {
        var target = connection.Target;
        switch (MergeModeOf(burst, frame, target))
        {
            case MergeMode.Race:
                CancelBefore(burst, frame, target);
                Race(burst, frame, connection);
                break;
            case MergeMode.Cascade:
                Race(burst, frame, connection);
                break;
            case MergeMode.Merge:
                RunIf(HoldTokens(frame, _into[_places[target]]), burst, frame, target);
                break;
            case MergeMode.Converge:
                RunIf(HoldTokens(frame, _intoAny[_places[target]]), burst, frame, target);
                break;
            default:
                RunIf(!_into[_places[target]].Any(one => IsOnTheWayTo(frame, one.Source)), burst, frame, target);
                break;
        }
    }

    private void Race(Burst burst, Frame frame, Connection connection)
    {
        if (Tokens(frame)?.IsBlocked(connection.Index) == true)
        {
            burst.Emit(new TokensMoved(frame.Id, Unblocked: [connection.Index]));
            return;
        }

        var others = _into[_places[connection.Target]].Where(one => one.Source != connection.Source).ToArray();
        if (others.Length > 0)
            burst.Emit(new TokensMoved(frame.Id, Blocked: [.. others.Select(one => one.Index)]));
        burst.Schedule(connection.Target, frame);
    }

    private static void RunIf(bool isReady, Burst burst, Frame frame, Activity target)
    {
        if (isReady)
            burst.Schedule(target, frame);
    }

    private static bool HoldTokens(Frame frame, Connection[] connections) =>
        connections.Length <= 1 || Array.TrueForAll(connections, one => Tokens(frame)?.PlainOn(one.Index) > 0);

    private bool IsOnTheWayTo(Frame frame, Activity activity) => Tokens(frame) is { HasPlain: true } tokens
        && Array.Exists(_intoAny[_places[activity]], one => tokens.PlainOn(one.Index) > 0);

    private MergeMode MergeModeOf(Burst burst, Frame frame, Activity target)
    {
        if (target is not FlowJoin join)
            return MergeModes.GetValueOrDefault(target.Id, MergeMode.Stream);

        return burst.TryEvaluate(join.Mode, join, frame, "mode", out var mode)
            && Enum.TryParse<JoinMode>(mode.AsString, ignoreCase: true, out var known) && known != JoinMode.WaitAny
            ? MergeMode.Merge
            : MergeMode.Race;
    }

    /// <summary>The tokens from and to an activity that was cancelled are gone.</summary>
    private void DropTokens(Burst burst, Frame frame, Activity cancelled)
    {
        if (Tokens(frame) is not { } tokens)
            return;

        var touched = _from[_places[cancelled]].Concat(_intoAny[_places[cancelled]])
            .Distinct()
            .Select(connection => connection.Index)
            .ToArray();
        int[] plain = [.. touched.Where(connection => tokens.PlainOn(connection) > 0)];
        int[] blocking = [.. touched.SelectMany(connection => Enumerable.Repeat(connection, tokens.BlockingOn(connection)))];
        if (plain.Length + blocking.Length > 0)
            burst.Emit(new TokensMoved(
                frame.Id, Taken: plain.Length > 0 ? plain : null, Unblocked: blocking.Length > 0 ? blocking : null));
    }

    private static TokenTable? Tokens(Frame frame) => frame.MemoryIfAny?.Tokens;
}
