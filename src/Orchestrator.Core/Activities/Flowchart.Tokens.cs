using System.Collections.Frozen;
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
    private readonly FrozenDictionary<string, MergeMode> _mergeModes = FrozenDictionary<string, MergeMode>.Empty;
    private readonly MergeMode[] _mergeModeAt = [];

    /// <summary>Which tokens activities wait for, by id, where the definition says so; by tokens only.</summary>
    public FrozenDictionary<string, MergeMode> MergeModes
    {
        get => _mergeModes;
        init
        {
            _mergeModes = value;
            _mergeModeAt = [.. _activities.Select(one => value.GetValueOrDefault(one.Id, MergeMode.Stream))];
        }
    }

    private void MoveTokens(Burst burst, Frame frame, Ended child)
    {
        var place = child.Activity.Place;
        var (given, taken) = (Given(place, child), Taken(place, frame, child));
        if (given.Length + taken.Length > 0)
            burst.Emit(new TokensMoved(
                frame.Id, given.Length > 0 ? given : null, Taken: taken.Length > 0 ? taken : null));

        foreach (var connection in given)
            Arrive(burst, frame, _byIndex[connection]!);
        if (frame.IsIdle && Tokens(frame)?.HasPlain != true)
            burst.Close(frame);
    }

    /// <summary>The connections that are followed; mostly all that there are, and then nothing is made anew.</summary>
    private int[] Given(int place, Ended child)
    {
        foreach (var connection in _from[place])
        {
            if (!Follows(connection, child.Outcomes))
                return IndexesOf(_from[place].Where(one => Follows(one, child.Outcomes)));
        }

        return _fromIndexes[place];
    }

    /// <summary>The connections whose tokens are used up; the same of them.</summary>
    private int[] Taken(int place, Frame frame, Ended child)
    {
        var tokens = Tokens(frame);
        foreach (var connection in _intoAny[place])
        {
            if (!IsUsed(connection, tokens, child))
                return IndexesOf(_intoAny[place].Where(one => IsUsed(one, tokens, child)));
        }

        return _intoIndexes[place];
    }

    private static int[] IndexesOf(IEnumerable<Connection> connections) =>
        [.. connections.Select(connection => connection.Index)];

    /// <summary>Whether it holds a token when its target has run, be it one that the target has just given itself.
    /// </summary>
    private static bool IsUsed(Connection connection, TokenTable? tokens, Ended child) =>
        tokens?.PlainOn(connection.Index) > 0
        || (connection.Source == child.Activity && Follows(connection, child.Outcomes));

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
            case var mode when IsReady(mode, frame, target.Place):
                burst.Schedule(target, frame);
                break;
        }
    }

    private bool IsReady(MergeMode mode, Frame frame, int place)
    {
        if (!IsJoin(place))
            return true;

        var tokens = Tokens(frame)?.At(place) ?? default;
        return mode switch
        {
            MergeMode.Merge => _into[place].Length <= 1 || tokens.HeldForward == _into[place].Length,
            MergeMode.Converge => tokens.Held == _intoAny[place].Length,
            _ => tokens.Coming == 0,
        };
    }

    private void Race(Burst burst, Frame frame, Connection connection)
    {
        if (Tokens(frame)?.IsBlocked(connection.Index) == true)
        {
            burst.Emit(new TokensMoved(frame.Id, Unblocked: [connection.Index]));
            return;
        }

        var others = _into[connection.Target.Place].Where(one => one.Source != connection.Source).ToArray();
        if (others.Length > 0)
            burst.Emit(new TokensMoved(frame.Id, Blocked: [.. others.Select(one => one.Index)]));
        burst.Schedule(connection.Target, frame);
    }

    private MergeMode MergeModeOf(Burst burst, Frame frame, Activity target) => target switch
    {
        FlowJoin join => join.ModeNow(burst, frame) == JoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge,
        _ when _mergeModeAt.Length == 0 => MergeMode.Stream,
        _ => _mergeModeAt[target.Place],
    };

    /// <summary>The tokens from and to an activity that was cancelled are gone.</summary>
    private void DropTokens(Burst burst, Frame frame, Activity cancelled)
    {
        if (Tokens(frame) is not { } tokens)
            return;

        var touched = _from[cancelled.Place].Concat(_intoAny[cancelled.Place])
            .Distinct()
            .Select(connection => connection.Index)
            .ToArray();
        int[] plain = [.. touched.Where(connection => tokens.PlainOn(connection) > 0)];
        int[] blocking =
            [.. touched.SelectMany(connection => Enumerable.Repeat(connection, tokens.BlockingOn(connection)))];
        if (plain.Length + blocking.Length > 0)
            burst.Emit(new TokensMoved(
                frame.Id, Taken: plain.Length > 0 ? plain : null, Unblocked: blocking.Length > 0 ? blocking : null));
    }

    private static TokenTable? Tokens(Frame frame) => frame.MemoryIfAny?.Tokens;
}
