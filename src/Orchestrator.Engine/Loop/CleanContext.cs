namespace Orchestrator.Engine.Loop;

/// <summary>
/// The loop works on whatever thread brings it something. What that thread carries (the caller's trace, its culture,
/// its logging scope) must not leak into work for others, nor be kept alive by it.
/// </summary>
internal static class CleanContext
{
    private static readonly ExecutionContext Clean = Capture();

    public static void Run(Action work)
    {
        var own = ExecutionContext.Capture();
        if (own is null || ReferenceEquals(own, Clean))
        {
            work();
            return;
        }

        ExecutionContext.Restore(Clean);
        try
        {
            work();
        }
        finally
        {
            ExecutionContext.Restore(own);
        }
    }

    private static ExecutionContext Capture()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
