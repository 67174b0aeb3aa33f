using System.Collections.Concurrent;

namespace Orchestrator.Tests.RealSystems.Processes;

/// <summary>
/// A thread that lasts as long as this process. A child that is to end with its parent ends with the thread that
/// started it, and those of the pool end when they have nothing to do for a while.
/// </summary>
internal static class StartingThread
{
    private static readonly BlockingCollection<Action> Work = Begin();

    public static T Run<T>(Func<T> start)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var one in work.GetConsumingEnumerable())
                one();
        })
        {
            IsBackground = true,
            Name = "starts processes",
        }.Start();
        return work;
    }
}
