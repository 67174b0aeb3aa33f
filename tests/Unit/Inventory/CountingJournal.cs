using System.Reflection;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Unit.Inventory;

/// <summary>A journal that counts the histories that are read of it.</summary>
public class CountingJournal : DispatchProxy
{
    private IJournal _inner = null!;

    public int Histories { get; private set; }

    public static IJournal Of(IJournal inner)
    {
        var made = Create<IJournal, CountingJournal>();
        ((CountingJournal)(object)made)._inner = inner;
        return made;
    }

    public static int CountOf(IJournal made) => ((CountingJournal)(object)made).Histories;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IJournal.ReadAsync))
            Histories += ((IReadOnlyList<long>)args![0]!).Count;
        return targetMethod.Invoke(_inner, args);
    }
}
